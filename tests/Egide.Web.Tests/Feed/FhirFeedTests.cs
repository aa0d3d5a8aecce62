using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Egide.Web.Tests.Feed;

/// <summary>What the FHIR feed answers to what is not as it should be.</summary>
public sealed class FhirFeedTests(Served served)
{
    private const string Stranger = "{\"resourceType\":\"Patient\",\"id\":\"feed-";

    [Fact]
    public async Task WhatIsBroughtAgainIsAnsweredAsTheFirstTime()
    {
        var record = Stranger + "again\"}";
        using var first = await Post("/fhir/AuditEvent", Encoding.UTF8.GetBytes(record));
        using var again = await Post("/fhir/AuditEvent", Encoding.UTF8.GetBytes(record));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity), (first.StatusCode, again.StatusCode));
        Assert.Equal(await Text(first), await Text(again));
    }

    [Theory]
    [InlineData("batch", 200), InlineData("transaction", 200)]
    public async Task EachEntryHasItsOwnAnswerAndTheTypeMayStandLast(string type, int status)
    {
        var entries = string.Join(',', new[] { Event("7"), Stranger + type + "\"}", Event("8") }.Select(resource => $$"""{"resource":{{resource}}}"""));
        for (var time = 0; time < 2; time++)
        {
            using var answer = await Post("/fhir", Encoding.UTF8.GetBytes($$"""{"resourceType":"Bundle","entry":[{{entries}}],"type":"{{type}}"}"""));
            Assert.Equal(status, (int)answer.StatusCode);
            var bundle = JsonNode.Parse(await Text(answer))!;
            Assert.Equal(type + "-response", (string?)bundle["type"]);
            var responses = bundle["entry"]!.AsArray().Select(entry => entry!["response"]!).ToList();
            Assert.Equal(["201 Created", "422 Unprocessable Entity", "201 Created"], responses.Select(response => (string?)response["status"]));
            Assert.Null(responses[1]["location"]);
            Assert.Equal("OperationOutcome", (string?)responses[1]["outcome"]!["resourceType"]);
            Assert.Contains("not understood", (string?)responses[1]["outcome"]!["issue"]![0]!["diagnostics"], StringComparison.Ordinal);
            Assert.StartsWith("AuditEvent/", (string?)responses[0]["location"], StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task AGzippedBodyIsReadAndNotTakenForWhatItIsNot()
    {
        using var read = await Post("/fhir/AuditEvent", Gzip(Encoding.UTF8.GetBytes(Event("9"))), "gzip");
        Assert.Equal(HttpStatusCode.Created, read.StatusCode);
        using var cut = await Post("/fhir/AuditEvent", Gzip(Encoding.UTF8.GetBytes(Event("9")))[..^9], "gzip");
        await Refused(cut, HttpStatusCode.BadRequest, "structure");
        using var bomb = await Post("/fhir/AuditEvent", Gzip(new byte[65 << 20]), "gzip");
        await Refused(bomb, HttpStatusCode.RequestEntityTooLarge, "too-long");
        using var other = await Post("/fhir/AuditEvent", Encoding.UTF8.GetBytes(Event("9")), "br");
        await Refused(other, HttpStatusCode.UnsupportedMediaType, "not-supported");
        Assert.Equal("gzip", string.Join(", ", other.Headers.TryGetValues("Accept-Encoding", out var said) ? said : []));
    }

    [Fact]
    public async Task ABodyThatIsTooLargeIsToldSo()
    {
        using var answer = await Post("/fhir", new byte[(64 << 20) + 1]);
        await Refused(answer, HttpStatusCode.RequestEntityTooLarge, "too-long");
    }

    private static async Task Refused(HttpResponseMessage answer, HttpStatusCode status, string code)
    {
        Assert.Equal(status, answer.StatusCode);
        var outcome = JsonNode.Parse(await Text(answer))!;
        Assert.Equal(("OperationOutcome", code), ((string?)outcome["resourceType"], (string?)outcome["issue"]![0]!["code"]));
    }

    private async Task<HttpResponseMessage> Post(string path, byte[] body, string? encoding = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(served.Url, path)) { Content = new ByteArrayContent(body) };
        // Asks before it sends: an answer that refuses is read, and not lost to a connection that is closed on what follows.
        request.Headers.ExpectContinue = true;
        request.Content.Headers.ContentType = new("application/fhir+json");
        if (encoding is not null) request.Content.Headers.ContentEncoding.Add(encoding);
        return await served.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static Task<string> Text(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    private static byte[] Gzip(byte[] body)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(body);
        return packed.ToArray();
    }

    private static string Event(string id) => $$"""
        {"resourceType":"AuditEvent","id":"{{id}}","type":{"system":"http://terminology.hl7.org/CodeSystem/audit-event-type","code":"rest"},"action":"R","recorded":"2031-03-03T20:04:0{{id}}Z","outcome":"0","agent":[{"altId":"fed","requestor":true}],"source":{"observer":{"display":"fed"} },"entity":[{"what":{"reference":"Patient/fed"} }]}
        """.Trim();
}
