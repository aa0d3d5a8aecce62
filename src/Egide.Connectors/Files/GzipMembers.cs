using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace Egide.Connectors.Files;

/// <summary>
/// What gzip members hold, one after another (RFC 1952). The system's own stream checks the end of a member before it gives the last of
/// its data and passes over what follows the last one: here all that could be unpacked is given first, and then what is wrong is said.
/// </summary>
internal sealed class GzipMembers(Stream packed) : ForwardStream
{
    private readonly GzipInput _input = new(packed);
    private readonly Crc32 _checksum = new();
    private DeflateStream? _member;
    private uint _length;
    private bool _ended;

    public override int Read(Span<byte> buffer)
    {
        while (!_ended && !buffer.IsEmpty)
        {
            _member ??= Begin();
            var got = _member.Read(buffer);
            if (got == 0)
            {
                End();
                continue;
            }

            _checksum.Append(buffer[..got]);
            // RFC 1952 counts modulo 2^32.
            _length = unchecked(_length + (uint)got);
            return got;
        }

        return 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _member?.Dispose();
            _input.Dispose();
        }

        base.Dispose(disposing);
    }

    private DeflateStream Begin()
    {
        _input.PassHeader();
        _checksum.Reset();
        _length = 0;
        return new DeflateStream(_input, CompressionMode.Decompress, leaveOpen: true);
    }

    private void End()
    {
        _member!.Dispose();
        _member = null;
        Span<byte> trailer = stackalloc byte[8];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, _checksum.GetCurrentHashAsUInt32());
        BinaryPrimitives.WriteUInt32LittleEndian(trailer[4..], _length);
        if (!_input.PassTrailer(trailer))
        {
            throw new DamageException(new(
                "La somme de contrôle ou la longueur écrites à la fin des données compressées ne leur correspondent pas : elles sont coupées ou ont changé. Tout ce qui a été décompressé compte ; se procurer une copie entière s’il en existe une.",
                "The checksum or length written at the end of the packed data does not fit them: they end early or have changed. All that was unpacked counts; get a whole copy if there is one."));
        }

        if (_input.AtMember()) return;
        _ended = true;
        if (!_input.AtEnd())
        {
            throw new DamageException(new(
                "Autre chose que du gzip suit les données compressées et n’a pas été lu. Tout ce qui a été décompressé compte ; regarder ce qui a été ajouté à la fin.",
                "Something that is not gzip follows the packed data and was not read. All that was unpacked counts; look at what was added at the end."));
        }
    }
}
