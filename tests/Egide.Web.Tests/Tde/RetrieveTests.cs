using System.Globalization;
using Hl7.Fhir.Model;
using Hl7.Fhir.Rest;

namespace Egide.Web.Tests.Tde;

/// <summary>ITI-81 with Firely's client.</summary>
public sealed class RetrieveTests(Served served) : IDisposable
{
    // Not what other tests bring, nor what the tests' own reading leaves behind.
    private static readonly string[] Samples = ["date=ge2025-01-01", "date=lt2026-10-01"];
    private readonly FhirClient _client = new(served.Fhir, served.Http, new FhirClientSettings { VerifyFhirVersion = true, PreferredFormat = ResourceFormat.Json });

    public void Dispose() => _client.Dispose();

    [Theory]
    [InlineData(2, "patient=p-1", "type=110110")]
    [InlineData(2, "patient=Patient/p-1")]
    [InlineData(0, "patient=Practitioner/p-1")]
    [InlineData(3, "patient.identifier=urn:oid:1.2.250.1.213.1.4.8|p-1")]
    [InlineData(3, "patient:identifier=p-1")]
    [InlineData(0, "patient.identifier=urn:other|p-1")]
    [InlineData(4, "patient.identifier=p-1,p-2")]
    [InlineData(3, "agent.identifier=https://rpps.esante.gouv.fr|10102727017")]
    [InlineData(1, "agent.identifier=u-42")]
    [InlineData(3, "agent=Practitioner/p-7")]
    [InlineData(2, "agent-name=dr helene")]
    [InlineData(1, "agent-name=DR PAUL EB")]
    [InlineData(1, "agent-name:contains=brard")]
    [InlineData(0, "agent-name:exact=dr helene dupont")]
    [InlineData(3, "agent-role=urn:role|medecin")]
    [InlineData(4, "altid=hdupont", "type:not=rest")]
    [InlineData(1, "altid=hdupont", "type=rest")]
    [InlineData(1, "address=203.0.113.9")]
    [InlineData(3, "address=192.168")]
    [InlineData(1, "action=U")]
    [InlineData(2, "action=R", "action:not=E")]
    [InlineData(1, "outcome=8")]
    [InlineData(1, "outcome=http://terminology.hl7.org/CodeSystem/audit-event-outcome|8")]
    [InlineData(1, "type=http://dicom.nema.org/resources/ontology/DCM|110112")]
    [InlineData(1, "subtype=ITI-18")]
    [InlineData(3, "subtype=read", "policy=urn:token:77")]
    [InlineData(3, "site=CH-Nord")]
    [InlineData(3, "source=Device/dpi-1")]
    [InlineData(1, "source.identifier=XDS-REG")]
    [InlineData(3, "entity-name=jeanne")]
    [InlineData(4, "entity-type=1", "entity-role=1")]
    [InlineData(1, "entity.identifier=urn:uuid:14d4debf-8f97-4251-9a74-a90016b0af0d")]
    [InlineData(3, "entity=Patient/p-1,Patient/p-2")]
    [InlineData(2, "date=ge2025-01-10", "date=le2025-01-11")]
    [InlineData(2, "date=2025-01-10,2025-01-11")]
    [InlineData(1, "date=ge2025-01-12T09:00:00.500Z", "date=lt2025-01-13")]
    [InlineData(1, "period-start=2025-01-11")]
    [InlineData(1, "period-start=ge2025-02-01T09:59:00Z", "period-start=lt2025-02-01T10:00:00Z")]
    [InlineData(1, "patient.identifier=p-1", "period-start=sa2025-01-15")]
    public async System.Threading.Tasks.Task Finds(int expected, params string[] asked)
    {
        var bundle = await _client.SearchAsync<AuditEvent>([.. Samples, .. asked]);
        Assert.Equal(expected, bundle!.Entry.Count);
        Assert.Equal(expected, bundle.Total);
        var recorded = bundle.Entry.Select(e => ((AuditEvent)e.Resource!).Recorded).ToList();
        Assert.Equal(recorded.OrderDescending(), recorded);
    }

    [Fact]
    public async System.Threading.Tasks.Task Searches_by_post()
    {
        var bundle = await _client.SearchUsingPostAsync<AuditEvent>(new SearchParams().Where("patient=p-2").Where(Samples[0]));
        Assert.Equal("8", ((AuditEvent)Assert.Single(bundle!.Entry).Resource!).OutcomeElement!.JsonValue?.ToString());
    }

    [Fact]
    public async System.Threading.Tasks.Task Pages_follow_each_other_and_hold_everything_once()
    {
        var ids = new List<string>();
        var bundle = await _client.SearchAsync<AuditEvent>(Samples, pageSize: 2);
        Assert.Null(bundle!.Total);
        for (var pages = 0; bundle is not null && pages < 20; pages++)
        {
            Assert.InRange(bundle.Entry.Count, 0, 2);
            ids.AddRange(bundle.Entry.Select(e => e.Resource!.Id!));
            bundle = await _client.ContinueAsync(bundle);
        }

        Assert.Equal(7, ids.Count);
        Assert.Equal(7, ids.Distinct().Count());
    }

    [Fact]
    public async System.Threading.Tasks.Task What_is_asked_for_by_id_is_paged_and_counted_whole()
    {
        var all = (await _client.SearchAsync<AuditEvent>(Samples))!.Entry.Select(e => long.Parse(e.Resource!.Id!, CultureInfo.InvariantCulture)).OrderDescending().Take(3).ToList();
        var ids = new List<long>();
        for (var bundle = await _client.SearchAsync<AuditEvent>([$"_id={string.Join(',', all)},999999999,nothing"], pageSize: 1); bundle is not null; bundle = await _client.ContinueAsync(bundle))
        {
            Assert.Equal(3, bundle.Total);
            ids.Add(long.Parse(Assert.Single(bundle.Entry).Resource!.Id!, CultureInfo.InvariantCulture));
        }

        Assert.Equal(all, ids);
        // Said twice, both count.
        var both = await _client.SearchAsync<AuditEvent>([$"_id={all[0]},{all[1]}", $"_id={all[1]},{all[2]}"]);
        Assert.Equal(all[1], long.Parse(Assert.Single(both!.Entry).Resource!.Id!, CultureInfo.InvariantCulture));
        using var many = await served.Http.GetAsync(new Uri("/fhir/AuditEvent?_id=" + string.Join(',', Enumerable.Range(0, 1001)), UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, many.StatusCode);
    }

    [Fact]
    public async System.Threading.Tasks.Task An_R4_event_comes_back_as_it_came_but_for_its_id()
    {
        var found = await _client.SearchAsync<AuditEvent>(["patient=p-2"]);
        var position = Assert.Single(found!.Entry).Resource!.Id!;
        var raw = System.Text.Json.Nodes.JsonNode.Parse(await served.Http.GetStringAsync(new Uri($"/fhir/AuditEvent/{position}", UriKind.Relative), TestContext.Current.CancellationToken))!;
        Assert.Equal(position, raw["id"]!.GetValue<string>());
        raw["id"] = "from-the-source";
        var sent = System.Text.Json.Nodes.JsonNode.Parse(Web.Tests.Samples.Fhir("p-2", "2025-01-12T10:00:00.500+01:00", "R", "8", "110106", "Dr Paul Ébrard"));
        Assert.True(System.Text.Json.Nodes.JsonNode.DeepEquals(sent, raw));
        Assert.Equal("Dr Paul Ébrard", (await _client.ReadAsync<AuditEvent>($"AuditEvent/{position}"))!.Agent[0].Name);
    }

    [Fact]
    public async System.Threading.Tasks.Task A_position_without_an_event_is_not_found()
    {
        var fault = await Assert.ThrowsAsync<FhirOperationException>(() => _client.ReadAsync<AuditEvent>("AuditEvent/999999999"));
        Assert.Equal(System.Net.HttpStatusCode.NotFound, fault.Status);
        Assert.Equal(OperationOutcome.IssueType.NotFound, fault.Outcome!.Issue[0].Code);
    }

    [Fact]
    public async System.Threading.Tasks.Task What_a_search_does_not_know_is_left_out_of_its_self_link_or_refused_when_strict()
    {
        var bundle = await _client.SearchAsync<AuditEvent>(["patient=p-2", "colour=blue"]);
        Assert.DoesNotContain("colour", bundle!.SelfLink!.ToString(), StringComparison.Ordinal);
        Assert.Contains("patient=p-2", bundle.SelfLink!.ToString(), StringComparison.Ordinal);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/fhir/AuditEvent?colour=blue") { Headers = { { "Prefer", "handling=strict" } } };
        using var answer = await served.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("not-supported", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("date=yesterday"), InlineData("_count=many"), InlineData("_count=0"), InlineData("_page=zzz"), InlineData("agent-name:above=x"), InlineData("patient=")]
    public async System.Threading.Tasks.Task What_cannot_be_meant_is_refused(string asked)
    {
        using var answer = await served.Http.GetAsync(new Uri("/fhir/AuditEvent?" + asked, UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData(406, "_format=xml", null), InlineData(406, "_format=application/fhir%2Bxml", null), InlineData(406, "_format=xml", "application/fhir+json"), InlineData(406, "", "application/fhir+xml"), InlineData(406, "", "application/fhir+xml, application/json;q=0")]
    [InlineData(200, "_format=json", "application/fhir+xml"), InlineData(200, "_format=application/fhir+json", null), InlineData(200, "_format=application/fhir%2Bjson;fhirVersion=4.0", null), InlineData(200, "", "text/html, application/xml;q=0.9, */*;q=0.8"), InlineData(200, "", "application/fhir+xml, application/fhir+json;q=0.5"), InlineData(200, "", "application/*")]
    public async System.Threading.Tasks.Task What_is_not_JSON_is_not_answered_as_if_it_were(int status, string format, string? accept)
    {
        var position = (await _client.SearchAsync<AuditEvent>(["patient=p-2"]))!.Entry[0].Resource!.Id;
        foreach (var path in new[] { "/fhir/AuditEvent?patient=p-2&", $"/fhir/AuditEvent/{position}?" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path + format);
            if (accept is not null) request.Headers.TryAddWithoutValidation("Accept", accept);
            using var answer = await served.Http.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal(status, (int)answer.StatusCode);
            Assert.Equal("application/fhir+json", answer.Content.Headers.ContentType!.MediaType);
            if (status == 406) Assert.Contains("OperationOutcome", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
    }
}
