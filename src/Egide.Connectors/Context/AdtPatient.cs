using Egide.Observe.Context;

namespace Egide.Connectors.Context;

/// <summary>Reads the PID segment of an ADT message (IHE PAM, and its French extension for the INS).</summary>
internal static class AdtPatient
{
    /// <summary>Identifiers of a PID-3 or an MRG-1: the record's own first, an INS apart.</summary>
    public static (List<PatientIdentifier> Own, PatientIdentifier? Ins) Identifiers(AdtMessage message, string[]? segment, int field)
    {
        var own = new List<PatientIdentifier>();
        PatientIdentifier? ins = null;
        foreach (var cx in message.Repeats(segment, field))
        {
            if (message.Component(cx, 1) is not { } value) continue;
            var read = PatientIdentifier.Normalise(message.Component(cx, 4, 2) ?? message.Component(cx, 4), value);
            if (read.IsIns) ins ??= read;
            // A number without its authority is anybody's.
            else if (read.System.Length == 0) continue;
            // PI is the patient's permanent number in the register that speaks.
            else if (message.Component(cx, 5) == "PI") own.Insert(0, read);
            else own.Add(read);
        }

        return (own, ins);
    }

    /// <summary>The version that a PID gives; null when it names no record.</summary>
    public static PatientVersion? Read(AdtMessage message, string[] pid, DateTimeOffset earliest, DateTimeOffset latest)
    {
        var (own, ins) = Identifiers(message, pid, 3);
        if (own.Count == 0) return null;
        var phones = new List<string>();
        var emails = new List<string>();
        foreach (var xtn in message.Repeats(pid, 13).Concat(message.Repeats(pid, 14)))
        {
            if (message.Component(xtn, 4) is { } email) emails.Add(email);
            if ((message.Component(xtn, 1) ?? message.Component(xtn, 12)) is { } phone) phones.Add(phone);
        }

        return new PatientVersion
        {
            Identifiers = own,
            Ins = ins,
            Status = message.Repeats(pid, 32).Select(code => message.Component(code, 1)).FirstOrDefault(),
            Traits = new PatientTraits
            {
                Names = [.. message.Repeats(pid, 5).Select(xpn => new PersonName(message.Component(xpn, 1) ?? "", [.. new[] { message.Component(xpn, 2), message.Component(xpn, 3) }.OfType<string>()]))],
                BirthDate = message.Component(AdtMessage.Field(pid, 7), 1),
                Sex = message.Component(AdtMessage.Field(pid, 8), 1) switch { "M" => "male", "F" => "female", "O" or "A" => "other", "U" => "unknown", _ => null },
                Phones = phones,
                Emails = emails,
                Addresses = [.. message.Repeats(pid, 11).Select(xad => new PostalAddress(
                    string.Join(' ', new[] { message.Component(xad, 1), message.Component(xad, 2) }.OfType<string>()), message.Component(xad, 3), message.Component(xad, 5), message.Component(xad, 6)))],
            },
            ValidFrom = earliest,
            SureFrom = latest > earliest ? latest : null,
        };
    }
}
