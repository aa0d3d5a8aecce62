using System.Text;

namespace Egide.Observe.Context.Identities;

/// <summary>
/// What records say that no index is made of (their own identifier, telephones, e-mails, addresses), as UTF-8 one after
/// another: a text is an object only while somebody looks at it.
/// </summary>
internal sealed class RecordTexts
{
    private const int BlockSize = 1 << 20;
    private readonly List<byte[]> _blocks = [];
    private byte[] _record = new byte[512];
    private int _length, _used;

    private enum Part : byte
    {
        End,
        Phone,
        Email,
        Telecom,
        Address,
        Line,
        City,
        PostalCode,
        Country,
    }

    /// <summary>Keeps a record's texts; where they lie.</summary>
    public long Add(string id, PatientTraits traits)
    {
        _length = 0;
        Text(id);
        foreach (var phone in traits.Phones) Take(Part.Phone, phone);
        foreach (var email in traits.Emails) Take(Part.Email, email);
        foreach (var telecom in traits.Telecoms) Take(Part.Telecom, telecom);
        foreach (var address in traits.Addresses)
        {
            Byte((byte)Part.Address);
            Take(Part.Line, address.Text);
            Take(Part.City, address.City);
            Take(Part.PostalCode, address.PostalCode);
            Take(Part.Country, address.Country);
        }

        Byte((byte)Part.End);
        if (_blocks.Count == 0 || _used + _length > _blocks[^1].Length)
        {
            _blocks.Add(new byte[Math.Max(_blocks.Count == 0 ? BlockSize >> 6 : BlockSize, _length)]);
            _used = 0;
        }

        _record.AsSpan(0, _length).CopyTo(_blocks[^1].AsSpan(_used));
        var place = ((long)(_blocks.Count - 1) << 32) | (uint)_used;
        _used += _length;
        return place;
    }

    /// <summary>The record's own identifier, UTF-8.</summary>
    public ReadOnlySpan<byte> Id(long place)
    {
        var at = (int)place;
        return Next(_blocks[(int)(place >> 32)], ref at);
    }

    /// <summary>Telephones, e-mails and addresses as they were given, and nothing else; null when there are none.</summary>
    public PatientTraits? Contacts(long place)
    {
        var block = _blocks[(int)(place >> 32)];
        var at = (int)place;
        Next(block, ref at);
        if (block[at] == (byte)Part.End) return null;
        List<string> phones = [], emails = [], telecoms = [];
        List<PostalAddress> addresses = [];
        while ((Part)block[at++] is var part and not Part.End)
        {
            if (part == Part.Address)
            {
                addresses.Add(default);
                continue;
            }

            var text = Encoding.UTF8.GetString(Next(block, ref at));
            switch (part)
            {
                case Part.Phone:
                    phones.Add(text);
                    break;
                case Part.Email:
                    emails.Add(text);
                    break;
                case Part.Telecom:
                    telecoms.Add(text);
                    break;
                default:
                    addresses[^1] = part switch
                    {
                        Part.Line => addresses[^1] with { Text = text },
                        Part.City => addresses[^1] with { City = text },
                        Part.PostalCode => addresses[^1] with { PostalCode = text },
                        _ => addresses[^1] with { Country = text },
                    };
                    break;
            }
        }

        return new PatientTraits { Phones = phones, Emails = emails, Telecoms = telecoms, Addresses = addresses };
    }

    private void Take(Part part, string? text)
    {
        if (text is null) return;
        Byte((byte)part);
        Text(text);
    }

    // Its length, seven bits a byte, then its bytes.
    private void Text(string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        for (var rest = (uint)length; ; rest >>= 7)
        {
            Byte((byte)(rest < 128 ? rest : rest & 127 | 128));
            if (rest < 128) break;
        }

        while (_length + length > _record.Length) Array.Resize(ref _record, _record.Length * 2);
        _length += Encoding.UTF8.GetBytes(text, _record.AsSpan(_length));
    }

    private void Byte(byte value)
    {
        if (_length == _record.Length) Array.Resize(ref _record, _record.Length * 2);
        _record[_length++] = value;
    }

    private static ReadOnlySpan<byte> Next(byte[] block, scoped ref int at)
    {
        var (length, shift) = (0, 0);
        while (block[at] >= 128)
        {
            length |= (block[at++] & 127) << shift;
            shift += 7;
        }

        length |= block[at++] << shift;
        at += length;
        return block.AsSpan(at - length, length);
    }
}
