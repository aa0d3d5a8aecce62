using System.Security.Cryptography;
using System.Text;

namespace Egide.Observe.Context;

/// <summary>SHA-256 over what a context says of patients, organisations and sources, in the order it was said.</summary>
internal sealed class ContextDigest : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _buffer = new byte[1 << 13];
    private int _used;

    /// <summary>The digest so far, in hexadecimal.</summary>
    public string Text
    {
        get
        {
            Flush();
            return Convert.ToHexStringLower(_hash.GetCurrentHash());
        }
    }

    public void Add(PatientVersion version)
    {
        foreach (var identifier in version.Identifiers) Add(identifier.System, identifier.Value);
        Add(version.Ins?.Value, version.Controller);
        Add(version.Status, null);
        foreach (var link in version.Links) Add(link.System, link.Value);
        Add(version.ValidFrom?.UtcTicks ?? 0);
        Add(version.ValidTo?.UtcTicks ?? 0);
        if (version.SureFrom is { } sure) Add(sure.UtcTicks);
        if (version.MayBeOlder) Add(1L);
        if (version.Traits is not { } traits) return;
        foreach (var name in traits.Names)
        {
            Add(name.Family, null);
            foreach (var given in name.Given) Add(given, null);
            foreach (var other in name.Others ?? []) Add(other, null);
        }

        Add(traits.BirthDate, traits.Sex);
        foreach (var text in traits.Phones.Concat(traits.Emails).Concat(traits.Telecoms).Concat(version.Unassigned)) Add(text, null);
        foreach (var address in traits.Addresses) Add(address.Text, address.City);
    }

    /// <summary>The end of a record.</summary>
    public void Add(PatientIdentifier record, DateTimeOffset? sureTo, DateTimeOffset? at, bool erased)
    {
        Add(record.System, record.Value);
        Add(sureTo?.UtcTicks ?? 0);
        Add(at?.UtcTicks ?? 0);
        Add(erased ? 1 : 0);
    }

    public void Add(Organisation organisation)
    {
        Add(organisation.Id, organisation.Finess);
        Add(organisation.Controller, organisation.Role);
    }

    public void Add(SourceProfile profile) => Add(profile.ToString(), string.Join(' ', profile.Order));

    public void AddCapability(string source, IReadOnlySet<string> parameters) => Add(source, string.Join(' ', parameters.Order(StringComparer.Ordinal)));

    public void Dispose() => _hash.Dispose();

    private void Add(string? first, string? second)
    {
        Take(first);
        Take(second);
    }

    private void Add(long number)
    {
        if (_used + 8 > _buffer.Length) Flush();
        BitConverter.TryWriteBytes(_buffer.AsSpan(_used), number);
        _used += 8;
    }

    // Each text ends in a byte that UTF-8 never holds, so that two texts are not one.
    private void Take(string? text)
    {
        text ??= "";
        var most = Encoding.UTF8.GetMaxByteCount(text.Length) + 1;
        if (_used + most > _buffer.Length) Flush();
        if (most > _buffer.Length)
        {
            _hash.AppendData(Encoding.UTF8.GetBytes(text));
            text = "";
        }

        _used += Encoding.UTF8.GetBytes(text, _buffer.AsSpan(_used));
        _buffer[_used++] = 0xFF;
    }

    private void Flush()
    {
        _hash.AppendData(_buffer.AsSpan(0, _used));
        _used = 0;
    }
}
