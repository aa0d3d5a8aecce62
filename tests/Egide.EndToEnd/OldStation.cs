using System.Globalization;
using System.Text;
using Egide.Connectors.Live;
using Egide.Observe.Context;
using Egide.Web.Live;

namespace Egide.EndToEnd;

/// <summary>A station's folder as it was filled fourteen months ago, a day at a time: twelve carers, twenty patients, nothing amiss.</summary>
internal static class OldStation
{
    public const int Days = 24, ADay = 60;

    public static async ValueTask Make(TemporaryFolder folder)
    {
        var clock = new Clock(TimeProvider.System.GetUtcNow().AddMonths(-14));
        await using var station = Open(folder, clock);
        for (var day = 0; day < Days; day++, clock.Leap(TimeSpan.FromDays(1)))
            await station.Intake.Take(new Delivery("fhir here", [.. Enumerable.Range(0, ADay).Select(i => (ReadOnlyMemory<byte>)Record(i, clock.GetUtcNow()))]), CancellationToken.None);
        for (var i = 0; i < 200 && await station.Still(flow => flow.IsWaiting); i++) await Task.Delay(50);
    }

    public static Station Open(TemporaryFolder folder, TimeProvider clock) =>
        Station.Open(new StationOptions { Data = folder["data"], Key = folder["key"], Lateness = TimeSpan.FromMilliseconds(100) }, new RegionContext(), [], clock, CancellationToken.None);

    private static byte[] Record(int number, DateTimeOffset at) => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $$$$"""
        {"resourceType":"AuditEvent","type":{"system":"http://dicom.nema.org/resources/ontology/DCM","code":"110110"},"subtype":[{"system":"http://hl7.org/fhir/restful-interaction","code":"read"}],"action":"R","recorded":"{{{{at.AddMinutes(-5 * (number / 12)):yyyy-MM-ddTHH:mm:ssZ}}}}","outcome":"0",
        "agent":[{"altId":"carer-{{{{number % 12}}}}","requestor":true,"network":{"address":"192.168.14.{{{{number % 12}}}}","type":"2"}}],"source":{"observer":{"identifier":{"value":"dpi-1"}}},
        "entity":[{"what":{"identifier":{"system":"urn:oid:1.2.250.1.213.1.4.8","value":"p-{{{{number % 20}}}}"}},"type":{"system":"http://terminology.hl7.org/CodeSystem/audit-entity-type","code":"1"},"role":{"system":"http://terminology.hl7.org/CodeSystem/object-role","code":"1"}}]}
        """));

    private sealed class Clock(DateTimeOffset start) : TimeProvider
    {
        private readonly long _began = System.GetTimestamp();
        private TimeSpan _leapt;

        public override DateTimeOffset GetUtcNow() => start + System.GetElapsedTime(_began) + _leapt;

        public override long GetTimestamp() => System.GetTimestamp() + (long)(_leapt.TotalSeconds * TimestampFrequency);

        public void Leap(TimeSpan by) => _leapt += by;
    }
}
