using System.Runtime.InteropServices;
using Egide.Observe.Context.Identities;

namespace Egide.Observe.Context;

/// <summary>
/// What is known beside the trail: patients, accounts, care relationships, establishments, networks. Add, then
/// <see cref="Seal"/>, then look up; lookups may run on several threads.
/// </summary>
public sealed class RegionContext
{
    private const int LongestControllerChain = 4;

    private readonly PatientRegister _patients = new();
    private readonly AccountTable _accounts = new();
    private readonly CareTable _care = new();
    private readonly List<SourceProfile> _profiles = [];
    private readonly Dictionary<string, IReadOnlySet<string>> _capabilities = new(StringComparer.OrdinalIgnoreCase);
    private readonly ContextDigest _digest = new();
    private readonly Interner _controllers = new();
    private readonly List<int> _added = [];
    private readonly Dictionary<string, Organisation> _organisations = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Known address ranges.</summary>
    public NetworkTable Networks { get; } = new();

    /// <summary>The register as it was, version by version.</summary>
    internal IdentityHistory Identities { get; } = new();

    /// <summary>Adds how a source answers searches; the first that names a source is its.</summary>
    public void Add(SourceProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        _digest.Add(profile);
        _profiles.Add(profile);
    }

    /// <summary>Adds which search parameters a source says it has for patients.</summary>
    /// <param name="source">The source, as events name it: the server's base address.</param>
    /// <param name="parameters">Their names.</param>
    public void AddCapability(string source, IReadOnlySet<string> parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        source = source.TrimEnd('/');
        _digest.AddCapability(source, parameters);
        _capabilities[source] = parameters;
    }

    /// <summary>SHA-256 of what was said of patients, organisations and sources, in hexadecimal.</summary>
    public string Digest => _digest.Text;

    /// <summary>How a source answers searches; the standard's way when the context does not say.</summary>
    public SourceProfile ProfileOf(string source)
    {
        var profile = _profiles.Find(p => p.IsOf(source)) ?? SourceProfile.Standard;
        return _capabilities.TryGetValue(source.TrimEnd('/'), out var parameters) ? profile with { Parameters = parameters } : profile;
    }

    /// <summary>Profiles given.</summary>
    public IReadOnlyList<SourceProfile> Profiles => _profiles;

    /// <summary>Patient identifiers known.</summary>
    public int PatientIdentifiers => _patients.Identifiers;

    /// <summary>Persons they stand for, fictive ones included; valid once sealed.</summary>
    public int PatientClusters => _patients.Clusters;

    /// <summary>Account versions known.</summary>
    public int Accounts => _accounts.Count;

    /// <summary>Care relationships known.</summary>
    public int CareRelationships => _care.Count;

    /// <summary>Organisations known.</summary>
    public int Organisations => _organisations.Values.Distinct().Count();

    /// <summary>Keys of the practitioners known.</summary>
    public IEnumerable<string> Practitioners => _accounts.Practitioners;

    /// <summary>Adds a version of a patient's record; its identifiers are normalised here.</summary>
    public void Add(PatientVersion version)
    {
        ArgumentNullException.ThrowIfNull(version);
        var normal = version with
        {
            Identifiers = version.Identifiers.Count == 1 ? [Normal(version.Identifiers[0])] : [.. version.Identifiers.Select(Normal)],
            Ins = version.Ins is { } ins ? Normal(ins) : null,
            Links = version.Links.Count == 0 ? [] : [.. version.Links.Select(Normal)],
        };
        _digest.Add(normal);
        var controller = _controllers.Number(version.Controller);
        _added.Clear();
        _patients.Add(normal, controller, _added);
        if (normal.Traits is not { } traits || normal.Identifiers.Count == 0) return;
        Identities.Add(normal, traits, CollectionsMarshal.AsSpan(_added), version.Ins, controller);
    }

    /// <summary>Ends a record, known by its first identifier.</summary>
    /// <param name="record">The identifier.</param>
    /// <param name="sureTo">Until when it was there for certain; null when that is not known.</param>
    /// <param name="at">From when on it was not; null when it may be there still.</param>
    /// <param name="erased">Whether it is there no more; else it is closed (merged into another), and may still answer.</param>
    public void End(PatientIdentifier record, DateTimeOffset? sureTo, DateTimeOffset? at, bool erased)
    {
        record = Normal(record);
        _digest.Add(record, sureTo, at, erased);
        Identities.End(_patients.ReserveNode(record), sureTo, at, erased);
    }

    /// <summary>Adds an account.</summary>
    public void Add(AccountVersion version)
    {
        ArgumentNullException.ThrowIfNull(version);
        _accounts.Add(version);
    }

    /// <summary>Adds a care relationship.</summary>
    public void Add(CareRelationship care)
    {
        ArgumentNullException.ThrowIfNull(care);
        _care.Add(care, _patients.ReserveNode(Normal(care.Patient)));
    }

    /// <summary>Adds an organisation, found by its id and by its FINESS; a later version takes an earlier one's place.</summary>
    public void Add(Organisation organisation)
    {
        ArgumentNullException.ThrowIfNull(organisation);
        _digest.Add(organisation);
        _organisations[organisation.Id] = organisation;
        // A unit carries its establishment's number and must not stand in its place.
        if (!string.IsNullOrEmpty(organisation.Finess) && organisation.Kind != "unit") _organisations[organisation.Finess] = organisation;
    }

    /// <summary>Adds a network; false when its range is none.</summary>
    public bool Add(Network network) => Networks.TryAdd(network);

    /// <summary>Joins what was added. To be called before the first lookup, and again after more was added.</summary>
    public void Seal()
    {
        // The two know nothing of each other.
        Parallel.Invoke(_patients.Seal, Identities.Seal);
        _care.Seal(_patients.Root);
    }

    /// <summary>The person that an identifier stands for, as the number of its cluster; -1 when the context does not know it.</summary>
    public long ClusterOf(string? system, string value) => NodeOf(system, value) is >= 0 and var node ? ClusterOfNode(node) : -1;

    /// <summary>The node of an identifier, and the person (cluster) a node stands for; -1 when unknown.</summary>
    internal int NodeOf(string? system, string value) => _patients.NodeOf(PatientIdentifier.Normalise(system, value));

    internal int NodeOfReference(string reference) => PatientIdentifier.FromReference(reference) is { } identifier ? NodeOf(identifier.System, identifier.Value) : -1;

    internal long ClusterOfNode(int node) => _patients.Root(node);

    internal string? ControllerName(int controller) => _controllers.Text(controller) is { } holder ? ControllerOf(holder) : null;

    /// <summary>The person that a FHIR reference names, as <see cref="ClusterOf(string?, string)"/>.</summary>
    public long ClusterOfReference(string reference) => NodeOfReference(reference) is >= 0 and var node ? ClusterOfNode(node) : -1;

    /// <summary>What reliability codes say of a cluster.</summary>
    public PatientFlags FlagsOf(long cluster) => cluster < 0 ? PatientFlags.None : _patients.Flags((int)cluster);

    /// <summary>
    /// Who is answerable for a person's record in a system (its assigning authority): the controller that the holder's
    /// role names, else the holder; by FINESS when known, else id. Null when the context does not say.
    /// </summary>
    public string? Controller(long cluster, string system)
    {
        if (cluster < 0) return null;
        system = PatientIdentifier.Normalise(system, "").System;
        var holder = _controllers.Text(_patients.Controller((int)cluster, system));
        return holder is null ? null : ControllerOf(holder);
    }

    /// <summary>Who is answerable for what an organisation (id or FINESS) holds.</summary>
    public string ControllerOf(string organisation)
    {
        ArgumentNullException.ThrowIfNull(organisation);
        for (var i = 0; i < LongestControllerChain; i++)
        {
            if (!_organisations.TryGetValue(organisation, out var found)) return organisation;
            if (string.IsNullOrEmpty(found.Controller) || found.Role is "controller"
                || found.Controller == found.Id || found.Controller == found.Finess) return string.IsNullOrEmpty(found.Finess) ? found.Id : found.Finess;
            organisation = found.Controller;
        }

        return organisation;
    }

    /// <summary>An organisation by id or FINESS, or null.</summary>
    public Organisation? OrganisationOf(string? identifier) => identifier is null ? null : _organisations.GetValueOrDefault(identifier);

    /// <summary>The account at a time: by provider and name, else by login with its domain stripped when that is one person's.</summary>
    public AccountVersion? Account(string? idp, string account, DateTimeOffset time)
    {
        ArgumentNullException.ThrowIfNull(account);
        return (idp is null ? null : _accounts.Find(idp, account, time)) ?? _accounts.FindLogin(account, time);
    }

    /// <summary>All accounts of a practitioner.</summary>
    public IReadOnlyList<AccountVersion> AccountsOf(string practitioner) => _accounts.OfPractitioner(practitioner);

    /// <summary>
    /// The practitioner's key for a national number in any of its forms, or for an account; null when it is neither.
    /// </summary>
    public string? PersonOf(string identifier, string? idp = null, DateTimeOffset? time = null) =>
        PractitionerKey.Of(identifier) ?? Account(idp, identifier, time ?? DateTimeOffset.MaxValue)?.Practitioner;

    /// <summary>Care relationships of a practitioner, by start.</summary>
    public IEnumerable<CareSpan> CareOf(string practitioner) => _care.OfPractitioner(practitioner);

    /// <summary>Care relationships and stays of a person, by start.</summary>
    public IEnumerable<CareSpan> CareOf(long cluster) => _care.OfPatient((int)cluster);

    /// <summary>Who was in a unit at a time.</summary>
    public IEnumerable<CareSpan> Census(string organisation, string unit, DateTimeOffset time) =>
        _care.InUnit(organisation, unit).Where(span => span.Holds(time));

    private static PatientIdentifier Normal(PatientIdentifier identifier) => PatientIdentifier.Normalise(identifier.System, identifier.Value);
}
