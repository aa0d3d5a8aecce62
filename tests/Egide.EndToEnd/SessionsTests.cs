using Egide.Web.SignIn;
using Microsoft.AspNetCore.Authentication;

namespace Egide.EndToEnd;

/// <summary>How long a session lives, by a clock that the test sets.</summary>
public sealed class SessionsTests
{
    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UnixEpoch.AddYears(56);

        public override DateTimeOffset GetUtcNow() => Now;
    }

    [Fact]
    public async Task OneThatIsUsedLivesEightHoursAndNoMore()
    {
        var clock = new Clock();
        var sessions = new Sessions(clock);
        var ticket = Ticket(clock);
        var key = await sessions.StoreAsync(ticket);
        for (var minutes = 0; minutes < 8 * 60; minutes += 20)
        {
            Assert.NotNull(await sessions.RetrieveAsync(key));
            ticket.Properties.ExpiresUtc = clock.Now + Sessions.Idle;
            await sessions.RenewAsync(key, ticket);
            clock.Now += TimeSpan.FromMinutes(20);
        }

        Assert.Null(await sessions.RetrieveAsync(key));
        // Nor does lengthening it bring it back.
        await sessions.RenewAsync(key, ticket);
        Assert.Null(await sessions.RetrieveAsync(key));
    }

    [Fact]
    public async Task OneThatIsLeftAloneIsOverAfterHalfAnHour()
    {
        var clock = new Clock();
        var sessions = new Sessions(clock);
        var key = await sessions.StoreAsync(Ticket(clock));
        clock.Now += TimeSpan.FromMinutes(29);
        Assert.NotNull(await sessions.RetrieveAsync(key));
        clock.Now += TimeSpan.FromMinutes(2);
        Assert.Null(await sessions.RetrieveAsync(key));
        Assert.Equal(0, sessions.Count);
    }

    private static AuthenticationTicket Ticket(Clock clock) =>
        new(SignInEndpoints.PrincipalOf(new Person("x", [Role.Dpo])), new AuthenticationProperties { ExpiresUtc = clock.Now + Sessions.Idle }, "test");
}
