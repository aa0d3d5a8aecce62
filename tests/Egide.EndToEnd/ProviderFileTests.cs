using System.Security.Claims;
using System.Text.Json;
using Egide.Web.SignIn;

namespace Egide.EndToEnd;

/// <summary>What settings of a provider say, and what is refused in them.</summary>
public sealed class ProviderFileTests : IDisposable
{
    private const string Good = "authority: https://auth.example/realms/pros\nclient_id: egide\nclient_secret_file: secret\nroles:\n  dpo:\n    - rpps: \"810002909371\"\n";
    private readonly TemporaryFolder _folder = new();

    public ProviderFileTests()
    {
        File.WriteAllText(_folder["secret"], "s3cret\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(_folder["secret"], UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TheSecretIsReadAndNeverSaid()
    {
        var settings = Read(Good);
        Assert.Equal("s3cret", settings.ClientSecret);
        Assert.DoesNotContain("s3cret", settings.ToString(), StringComparison.Ordinal);
        Assert.Equal(["openid", "profile", "email"], settings.Scopes);
    }

    [Theory]
    [InlineData("https://auth.example", "http://auth.example", "https"), InlineData("client_id: egide\n", "", "client_id"), InlineData("client_secret_file: secret\n", "", "client_secret_file"), InlineData("client_secret_file: secret", "client_secret_file: nowhere", "does not exist")]
    [InlineData("dpo:", "chief:", "no role"), InlineData("dpo:", "3:", "no role"), InlineData("roles:", "people:", "unknown key"), InlineData("    - rpps: \"810002909371\"\n", "", "nobody"), InlineData("\"810002909371\"", "\"\"", "no value")]
    public void WhatCannotBeUsedIsSaid(string from, string to, string why)
    {
        var fault = Assert.Throws<SettingsException>(() => Read(Good.Replace(from, to, StringComparison.Ordinal)));
        Assert.Contains(why, fault.Reason.En, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0644"), InlineData("0640"), InlineData("0620"), InlineData("0604")]
    public void ASecretThatOthersReadIsRefused(string mode)
    {
        if (OperatingSystem.IsWindows()) return;
        File.SetUnixFileMode(_folder["secret"], (UnixFileMode)Convert.ToInt32(mode, 8));
        Assert.Contains("chmod 600", Assert.Throws<SettingsException>(() => Read(Good)).Reason.En, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"sub":"f:5c1f:810002909371"}""", "dpo: rpps", "Dpo"), InlineData("""{"sub":"1","SubjectNameID":"810002909371"}""", "dpo: rpps", "Dpo"), InlineData("""{"sub":"1","preferred_username":"810002909371"}""", "dpo: rpps", "")]
    [InlineData("""{"sub":"1","email":"a@b.example","email_verified":true}""", "auditor: email", "Auditor"), InlineData("""{"sub":"1","email":"a@b.example"}""", "auditor: email", ""), InlineData("""{"sub":"1","email":"a@b.example","email_verified":false}""", "auditor: email", "")]
    [InlineData("""{"sub":"1","groups":["x","it"]}""", "administrator: groups", "Administrator"), InlineData("""{"sub":"1","groups":["IT"]}""", "administrator: groups", "")]
    [InlineData("""{"sub":"1","SubjectRefPro":{"exercices":[{"codeProfession":"10"},{"codeProfession":"60"}]}}""", "analyst: SubjectRefPro.exercices.codeProfession", "Analyst")]
    public void ClaimsGiveRoles(string claims, string rule, string roles)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal) { ["rpps"] = "10002909371", ["email"] = "A@b.example", ["groups"] = "it", ["SubjectRefPro.exercices.codeProfession"] = "60" };
        var settings = Read(Good[..Good.IndexOf("roles", StringComparison.Ordinal)] + $"roles:\n  {rule.Split(": ")[0]}:\n    - {rule.Split(": ")[1]}: \"{values[rule.Split(": ")[1]]}\"\n");
        Assert.Equal(roles, string.Join(' ', SaidPerson.Of(Said(claims), settings).Roles));
    }

    [Theory]
    [InlineData("""{"sub":"1","given_name":"Claire","family_name":"Aubert","name":"X"}""", "Claire Aubert"), InlineData("""{"sub":"1","name":"Agathe Vial"}""", "Agathe Vial"), InlineData("""{"sub":"1"}""", "1")]
    public void ANameIsMadeOfWhatThereIs(string claims, string name) => Assert.Equal(name, SaidPerson.Of(Said(claims), Read(Good)).Name);

    private static ClaimsPrincipal Said(string claims)
    {
        var identity = new ClaimsIdentity("provider");
        using var document = JsonDocument.Parse(claims);
        new SaidClaims().Run(document.RootElement, identity, "");
        return new ClaimsPrincipal(identity);
    }

    private ProviderSettings Read(string text)
    {
        File.WriteAllText(_folder["sign-in.yaml"], text);
        return ProviderFile.Read(_folder["sign-in.yaml"]);
    }
}
