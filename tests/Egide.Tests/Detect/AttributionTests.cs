using Egide.Detect;

namespace Egide.Tests.Detect;

/// <summary>What decides P(intruder) of a session beside its own evidence: the account's standing, and what was said.</summary>
public class AttributionTests
{
    [Fact]
    public void AnAccountThatStandsByItsTiesAloneIsNeverCertain()
    {
        var sessions = new[] { Session("a", -4), Session("b", 16), Session("c", -4) };
        Assert.True(Attribution.Of(sessions, onlyTied: false)[1] > 0.999);
        Assert.Equal(Attribution.MostTied, Attribution.Of(sessions, onlyTied: true)[1]);
        Assert.Equal(Attribution.Of(sessions, onlyTied: false)[0], Attribution.Of(sessions, onlyTied: true)[0]);
    }

    [Fact]
    public void AWordIsTakenAndWeighsOnTheSessionsAround()
    {
        var quiet = Attribution.Of([Session("a", 2, 2), Session("b", 2, 2)], onlyTied: false);
        var told = Attribution.Of([Session("a", 2, 2) with { Word = true }, Session("b", 2, 2)], onlyTied: true);
        Assert.Equal(1, told[0]);
        Assert.True(told[1] > quiet[1], $"{told[1]} {quiet[1]}");
        Assert.Equal(0, Attribution.Of([Session("a", 12, 5) with { Word = false }], onlyTied: false)[0]);
    }

    [Fact]
    public void WhatWasSaidOfOneContextGoesBeforeWhatWasSaidOfTheSession()
    {
        var words = new Dictionary<string, bool> { ["s"] = false, ["s@203.0.113.9"] = true };
        Assert.True(Attribution.WordOf(words, "s", "203.0.113.9"));
        Assert.False(Attribution.WordOf(words, "s", "192.0.2.1"));
        Assert.Null(Attribution.WordOf(words, "t", "203.0.113.9"));
    }

    [Fact]
    public void AQuietSessionAmongAnIntrudersFromOnePlaceIsNotExcluded()
    {
        var home = Enumerable.Range(0, 5).Select(i => Session(((char)('a' + i)).ToString(), -8) with { Context = "home" });
        var abroad = new[] { Session("m", 10, 3), Session("n", -7), Session("o", 10, 3) };
        var p = Attribution.Of([.. home, .. abroad], onlyTied: false);
        Assert.All(p[..5], carer => Assert.True(carer < Attribution.LeastAmongIntruders));
        Assert.InRange(p[6], Attribution.LeastAmongIntruders, 0.5);
        Assert.Equal(0, Attribution.Of([.. home, abroad[0], abroad[1] with { Word = false }, abroad[2]], onlyTied: false)[6]);
        // Where she works herself, one session of somebody else's says nothing of the others.
        p = Attribution.Of([.. home.Select(s => s with { Context = "one" }), Session("m", 12, 0), Session("n", -8), Session("o", -8), Session("p", 12, 0)], onlyTied: false);
        Assert.All(p[..5], carer => Assert.True(carer < Attribution.LeastAmongIntruders, $"{carer}"));
    }

    private static SessionEvidence Session(string id, double total, double behaviour = 0) => new()
    {
        Key = id[0], Id = id, Start = id[0], End = id[0], Context = "one", Total = total, Behaviour = behaviour, Usual = 0, Accesses = 3,
    };
}
