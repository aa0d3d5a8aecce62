using System.Security;
using SharpCompress.Common;
using ZstdSharp;

namespace Egide.Connectors.Files;

/// <summary>Which exceptions of the system and of the archive libraries mean a bad input rather than a fault of ours.</summary>
internal static class Damage
{
    public static bool Is(Exception fault) => fault
        is IOException or InvalidDataException or UnauthorizedAccessException or SecurityException or ZstdException
        or SharpCompressException or NotSupportedException or FormatException or OverflowException
        or ArgumentException or IndexOutOfRangeException or InvalidOperationException or NullReferenceException;

    public static string Code(Exception fault) => fault switch
    {
        UnauthorizedAccessException or SecurityException => ProblemCode.NoPermission,
        FileNotFoundException or DirectoryNotFoundException => ProblemCode.NotFound,
        DamageException or EndOfStreamException or InvalidDataException or ZstdException => ProblemCode.Damaged,
        IOException => ProblemCode.ReadFailed,
        NotSupportedException => ProblemCode.CannotOpen,
        _ => ProblemCode.Damaged,
    };

    public static Text Sentence(Exception fault) => fault is DamageException told ? told.Sentence : Code(fault) switch
    {
        ProblemCode.NoPermission => new("Le système en refuse la lecture. Donner à cet utilisateur le droit de lire, ou relancer sous un utilisateur qui l’a.", "The system refuses reading it. Give this user the right to read, or run as one who has it."),
        ProblemCode.NotFound => new("Il n’est pas là. Vérifier le chemin.", "It is not there. Check the path."),
        ProblemCode.ReadFailed => new(
            $"La lecture a échoué ({fault.GetType().Name}, 0x{fault.HResult:X8}). Ce qui a été lu avant compte ; vérifier le disque et relancer.",
            $"The system failed while reading it ({fault.GetType().Name}, 0x{fault.HResult:X8}). What was read before counts; check the disk and run again."),
        ProblemCode.CannotOpen => new("Il est chiffré ou compressé d’une façon inconnue ici. Le décompresser d’abord.", "It is encrypted or packed with a method that is not known here. Unpack it first."),
        _ => new(
            "Les données compressées sont coupées ou abîmées. Ce qui a été lu avant compte ; se procurer une copie entière s’il en existe une.",
            "The packed data end early or are damaged. What was read before counts; get a whole copy if there is one."),
    };
}
