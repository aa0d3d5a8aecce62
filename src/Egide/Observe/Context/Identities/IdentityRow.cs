namespace Egide.Observe.Context.Identities;

/// <summary>One version of one record of the register.</summary>
internal struct IdentityRow
{
    /// <summary>The record: the node of its first identifier.</summary>
    public int Node;

    /// <summary>Its first name entry and how many follow.</summary>
    public int FirstName, Names;

    /// <summary>Birth date.</summary>
    public DateSpan Birth;

    /// <summary>Validity, microseconds, half open.</summary>
    public long From, To;

    /// <summary>Who is answerable for it, as a number of the context; -1 unknown.</summary>
    public int Controller;

    /// <summary>The FHIR code's first letter; 0 unknown.</summary>
    public byte Sex;

    /// <summary>Whether it holds an INS.</summary>
    public bool HasIns;

    /// <summary>Whether it holds an identifier other than its logical id.</summary>
    public bool HasIdentifier;

    /// <summary>How its INS was written: its key, <see cref="NoKey"/> without one, <see cref="OtherForm"/> in some other way.</summary>
    public byte InsKey;

    /// <summary>Whether its INS was written as a NIA.</summary>
    public bool IsNia;

    /// <summary>An INS written without its key, and one written in another way (with spaces).</summary>
    public const byte NoKey = 255, OtherForm = 254;

    /// <summary>Whether it is not certain during all of its validity.</summary>
    public bool Doubted;

    /// <summary>Whether its end took the record away, so that nothing of it answers any more.</summary>
    public bool Erased;

    /// <summary>Whether its start is only when it was last written.</summary>
    public bool MayBeOlder;

    /// <summary>2 in use, 1 not said, 0 not in use.</summary>
    public byte Use;

    /// <summary>Number of the system of its own identifier.</summary>
    public int System;

    /// <summary>Where its own identifier and its contacts lie.</summary>
    public long Texts;
}
