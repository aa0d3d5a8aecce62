using System.Globalization;

namespace Egide.Simulator;

/// <summary>The regional portal at work. Carers and intruders go through the same door, so nothing but behaviour tells them apart.</summary>
internal sealed class PortalDesk(World world, Chronicle chronicle)
{
    public const int PageSize = 20;

    /// <summary>When the answers behind the opaque handles were made.</summary>
    private readonly Dictionary<ulong, long> _handles = [];

    /// <summary>
    /// Runs a search on the register as it is when the request comes in, and serves one page of it. <paramref name="t"/> is moved past the answer.
    /// </summary>
    public PortalRequest Search(Session s, ref long t, in PatientQuery query, int page, bool elements, Rng rng, ulong paging = 0)
    {
        var found = world.Search.Find(query, Made(s, t, page, paging), Catalogue.ReturnsClosed(s.House.Territory));
        var from = Math.Min(found.Count, page * PageSize);
        var shown = found.GetRange(from, Math.Min(PageSize, found.Count - from));
        var bytes = 640;
        foreach (var i in shown)
            bytes += world.Patients.ResourceBytes(i, elements);
        var request = new PortalRequest
        {
            Call = PortalCall.SearchPatient, Url = Url(s, query, page, elements, paging), Id = rng.Next(), Total = found.Count, Bytes = bytes + (found.Count > from + PageSize ? 190 : 0),
            Millis = 60 + rng.Below(90) + shown.Count * 4 + (int)rng.Exponential(40), Elements = elements, Shown = s.Intrusion is null ? null : [.. shown],
        };
        Send(s, ref t, request);
        return request;
    }

    /// <summary>Reads one resource of, or searches one kind of resource for, a patient; of a merged one, what it was merged into.</summary>
    public void Open(Session s, ref long t, int patient, PortalCall call, bool urgent, Rng rng)
    {
        patient = world.Patients.At(patient, t);
        var id = world.PortalId(patient);
        var (url, bytes) = call switch
        {
            PortalCall.ReadPatient => ("/fhir/Patient/" + id, world.Patients.ResourceBytes(patient, false) - 60),
            PortalCall.Documents => ("/fhir/DocumentReference?patient=" + id + "&status=current&_count=50", 900 + 1400 * rng.Between(0, 22)),
            PortalCall.Binary => ("/fhir/Binary/" + TextIds.Uuid(Rng.Mix((ulong)world.Patients.Record[patient] * 977 + (ulong)rng.Below(9))), (int)rng.LogNormal(90_000, 1)),
            PortalCall.Observations => ("/fhir/Observation?patient=" + id + "&category=laboratory&_sort=-date&_count=50", 800 + 1100 * rng.Between(0, 50)),
            PortalCall.Medications => ("/fhir/MedicationRequest?patient=" + id + "&status=active", 800 + 1500 * rng.Between(0, 12)),
            PortalCall.Conditions => ("/fhir/Condition?patient=" + id, 800 + 950 * rng.Between(0, 9)),
            PortalCall.Encounters => ("/fhir/Encounter?patient=" + id + "&_sort=-date", 800 + 1250 * rng.Between(0, 14)),
            _ => ("/fhir/Appointment?patient=" + id + "&date=ge" + Date(world.Options.Start), 800 + 1000 * rng.Between(0, 5)),
        };
        Send(s, ref t, new PortalRequest
        {
            Call = call, Url = url, Id = rng.Next(), Patient = patient, Bytes = bytes, Millis = 35 + rng.Below(60) + (int)rng.Exponential(35), Urgent = urgent,
        });
    }

    // A server that pages by a handle keeps the answer it made for the first page; one that is asked again looks again.
    private long Made(Session s, long t, int page, ulong paging)
    {
        if (!Catalogue.PagesByHandle(s.House.Territory) || paging == 0)
            return t;
        if (page == 0)
            return _handles[paging] = t;
        return _handles[paging];
    }

    private void Send(Session s, ref long t, PortalRequest request)
    {
        chronicle.Add(new Act(t + request.Millis * 2 / 3, RecordKind.Fhir, s) { Request = request });
        t += request.Millis;
        chronicle.Add(new Act(t, RecordKind.Nginx, s) { Request = request });
    }

    private string Url(Session s, in PatientQuery q, int page, bool elements, ulong paging)
    {
        // The handle does not repeat the question: it is that of the session's last search before it.
        if (page > 0 && Catalogue.PagesByHandle(s.House.Territory))
            return string.Create(CultureInfo.InvariantCulture, $"/fhir?_getpages={TextIds.Uuid(paging)}&_getpagesoffset={page * PageSize}&_count={PageSize}&_bundletype=searchset");
        var url = new System.Text.StringBuilder("/fhir/Patient?", 160);
        if (q.Identifier >= 0)
            url.Append("identifier=urn%3Aoid%3A").Append(world.Establishments[world.Patients.House[q.Identifier]].IppOid).Append("%7C").Append(world.Patients.IppText(q.Identifier)).Append('&');
        if (q.Family.Length > 0)
            url.Append("family=").Append(Uri.EscapeDataString(q.Family)).Append('&');
        if (q.Given.Length > 0)
            url.Append("given=").Append(Uri.EscapeDataString(q.Given)).Append('&');
        if (q.BornFrom > 0 && q.BornFrom == q.BornTo)
            url.Append("birthdate=").Append(Date(DateOnly.FromDayNumber(q.BornFrom))).Append('&');
        else if (q.BornFrom > 0)
            url.Append("birthdate=ge").Append(Date(DateOnly.FromDayNumber(q.BornFrom))).Append("&birthdate=le").Append(Date(DateOnly.FromDayNumber(q.BornTo))).Append('&');
        if (q.House >= 0)
            url.Append("organization=").Append(world.Establishments[q.House].Finess).Append('&');
        if (elements)
            url.Append("_elements=identifier,name,birthDate,gender&");
        url.Append("_count=").Append(PageSize);
        if (page > 0)
            url.Append("&_page=").Append((page + 1).ToString(CultureInfo.InvariantCulture));
        return url.ToString();
    }

    private static string Date(DateOnly d) => d.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
