using System.Net;
using Egide.Observe.Context;
using Egide.Observe.Data;
using Egide.Observe.Imputation;
using Egide.Observe.Queries;

namespace Egide.Observe;

/// <summary>Turns what a decoder read into an <see cref="Access"/>. One instance a thread.</summary>
public sealed class Normaliser(DataMap map)
{
    private readonly List<(string? System, string Value)> _patients = [];
    private readonly List<(string? System, string Value)> _scratch = [];
    private readonly Dictionary<(string?, string), string> _aliases = [];
    private readonly Revealed _revealed = new(map);
    private readonly System.Text.StringBuilder _joined = new();
    private long _lastTime;
    private string? _file;
    private string _family = "";

    /// <summary>Fills <paramref name="access"/>, which comes cleared.</summary>
    /// <param name="audit">What was read.</param>
    /// <param name="file">The file it stands in: the source's name when the record names none.</param>
    /// <param name="fingerprint">Hash of the record's bytes.</param>
    /// <param name="access">Receives the result.</param>
    public void Normalise(AuditEvent audit, string file, ulong fingerprint, Access access)
    {
        ref var header = ref access.Header;
        header.Format = audit.Format;
        header.Fingerprint = fingerprint;
        header.Status = (ushort)Math.Clamp(audit.Status, 0, ushort.MaxValue);
        header.ResponseBytes = audit.ResponseBytes;
        header.ResultCount = audit.ResultCount;
        header.Kind = KindOf.Event(audit);
        SetTimes(audit, ref header);
        if (Outcomes.Succeeded(audit)) header.Flags |= AccessFlags.Success;
        if (Purposes.BreakGlass(audit)) header.Flags |= AccessFlags.BreakGlass;
        access.Set(AccessText.Source, SourceOf(audit, file));
        access.Set(AccessText.IdentityProvider, audit.IdentityProvider);
        access.Set(AccessText.Session, audit.SessionId);
        access.Set(AccessText.Request, audit.RequestId);
        access.Set(AccessText.UserAgent, audit.UserAgent);
        SetPerson(audit, access);
        SetSubjects(audit, access);
        Grading.Grade(access, audit.Outcome is null && audit.Status == 0);
    }

    private void SetTimes(AuditEvent audit, ref AccessHeader header)
    {
        if (audit.Declared is { } declared) header.Declared = Instant.From(declared);
        if ((audit.Occurred ?? audit.Declared) is { } at)
        {
            header.Time = Instant.From(at);
            _lastTime = header.Time;
        }
        else
        {
            header.Time = _lastTime;
            header.Flags |= AccessFlags.TimeMissing;
        }

        if (audit.ZoneMissing) header.Flags |= AccessFlags.ZoneMissing;
    }

    private string SourceOf(AuditEvent audit, string file)
    {
        if (!string.IsNullOrWhiteSpace(audit.SourceId)) return audit.SourceId;
        if (audit.Syslog is { Hostname: not "-" } syslog) return syslog.AppName == "-" ? syslog.Hostname : $"{syslog.Hostname}/{syslog.AppName}";
        if (!ReferenceEquals(file, _file)) (_file, _family) = (file, SourceName.OfFile(file));
        return _family;
    }

    private static void SetPerson(AuditEvent audit, Access access)
    {
        var person = Persons.Pick(audit);
        if (person is not null)
        {
            var id = Persons.Known(person.Identifier) ?? Persons.Known(person.UserId) ?? Persons.Known(person.Reference);
            access.Set(AccessText.UserId, id);
            access.Set(AccessText.Login, Persons.Known(person.AltId) ?? Persons.Known(person.Name) ?? Persons.Known(person.Display));
            access.Set(AccessText.PersonName, Persons.Known(person.Name) ?? Persons.Known(person.Display));
            access.Set(AccessText.Person, PractitionerKey.Of(person.Identifier) ?? PractitionerKey.Of(person.UserId));
        }

        access.Set(AccessText.Address, AddressOf(audit, person));
    }

    private static string? AddressOf(AuditEvent audit, Agent? person)
    {
        if (!string.IsNullOrEmpty(audit.Address)) return audit.Address;
        if (person is not null && IPAddress.TryParse(person.NetworkAddress, out _)) return person.NetworkAddress;
        // The machine that asked, in a message of one system to another. A portal's own address is not its user's.
        if (audit.Format != RecordFormat.Dicom) return null;
        foreach (var agent in audit.Agents)
        {
            if ((agent.Roles.Contains("110153") || agent.Type == "110153") && IPAddress.TryParse(agent.NetworkAddress, out _)) return agent.NetworkAddress;
        }

        return null;
    }

    private void SetSubjects(AuditEvent audit, Access access)
    {
        ref var header = ref access.Header;
        Subjects.Patients(audit, _patients, _scratch);
        Same(audit);
        var query = QueryDecoder.Decode(audit);
        if (query is not null)
        {
            access.Set(AccessText.Query, query.Text);
            header.PageSize = Math.Max(0, query.Count ?? 0);
            if (query.Page > 1 || query.Offset > 0 || query.Text.Contains("_getpages=", StringComparison.Ordinal)) header.Flags |= AccessFlags.LaterPage;
            if (header.Kind == EventKind.Unknown) header.Kind = query.Kind == QueryKind.FhirRead ? EventKind.Read : EventKind.Search;
        }
        else if (audit.Url is not null)
        {
            access.Set(AccessText.Query, audit.Url);
        }

        header.Categories = _revealed.Of(audit, query);
        if (header.Format == RecordFormat.WebLog && header.Kind is EventKind.Unknown or EventKind.Read && header.Categories == 0) header.Kind = EventKind.Page;
        if (_patients.Count == 0 && query is not null && query.PatientIdentifiers.Count > 0)
        {
            _patients.AddRange(query.PatientIdentifiers);
            header.Flags |= AccessFlags.PatientFromQuery;
        }

        if (header.Kind == EventKind.Search && _patients.Count == 0 && header.Categories != 0) header.Flags |= AccessFlags.ResultsUnnamed;
        if (KindOf.ClientSide(audit)) header.Flags |= AccessFlags.ClientSide;
        if (_patients.Count > 0) access.Set(AccessText.Patients, Join());
    }

    // An entity that gives a reference and an identifier names one person in two ways: the identifier stands, the
    // reference goes with it as another name.
    private void Same(AuditEvent audit)
    {
        _aliases.Clear();
        foreach (var entity in audit.Entities)
        {
            if (string.IsNullOrEmpty(entity.Identifier) || !Subjects.IsPatientReference(entity.Reference)) continue;
            var (reference, identifier) = Find(entity.Identifier, entity.Reference!);
            if (reference < 0 || identifier < 0 || reference == identifier) continue;
            _aliases[_patients[identifier]] = _patients[reference].Value;
            _patients.RemoveAt(reference);
        }
    }

    private (int Reference, int Identifier) Find(string identifier, string reference)
    {
        var relative = reference.AsSpan(reference.LastIndexOf("Patient/", StringComparison.Ordinal));
        var found = (Reference: -1, Identifier: -1);
        for (var i = _patients.Count - 1; i >= 0; i--)
        {
            var value = _patients[i].Value;
            if (value == identifier) found.Identifier = i;
            if (value.StartsWith("Patient/", StringComparison.Ordinal) && relative.StartsWith(value)) found.Reference = i;
        }

        return found;
    }

    private string Join()
    {
        _joined.Clear();
        foreach (var patient in _patients)
        {
            if (_joined.Length > 0) _joined.Append('\u001E');
            _joined.Append(patient.System).Append('|').Append(patient.Value);
            if (_aliases.TryGetValue(patient, out var alias)) _joined.Append('\u001F').Append(alias);
        }

        return _joined.ToString();
    }
}
