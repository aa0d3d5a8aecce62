using Egide.Connectors.Files;
using Egide.Observe;
using Egide.Observe.Context;
using Sylvan.Data.Csv;

namespace Egide.Connectors.Context;

/// <summary>Reads the context's CSVs. A bad row is said with its number and passed over.</summary>
internal sealed class CsvContext(RegionContext into, Action<IntakeProblem> report)
{
    /// <summary>The table that a file's first bytes are the header of, or null.</summary>
    public static ContextTable? TableOf(ReadOnlySpan<byte> head, out byte delimiter)
    {
        if (head.StartsWith("\uFEFF"u8)) head = head[3..];
        if (!CsvHeader.TryRead(head, out delimiter))
        {
            // A table of one column has no delimiter to be told by.
            delimiter = (byte)',';
            if (head[..Math.Min(head.Length, 64)].IndexOfAny((byte)'\n', (byte)'\r') < 0) return null;
        }

        var end = head.IndexOf((byte)'\n');
        return ContextTable.Of(CsvHeader.Names(end < 0 ? head : head[..end], delimiter));
    }

    public void Read(TrailFile file, ContextTable table, byte delimiter)
    {
        var (number, windows) = (1, false);
        var bad = new LeftOut(file.Name, new($"lignes de {table.Name}", $"rows of {table.Name}"), report);
        try
        {
            using var text = new StreamReader(file.Open(), LenientUtf8.Of(() => windows = true));
            using var csv = CsvDataReader.Create(text, new CsvDataReaderOptions
            {
                Delimiter = (char)delimiter,
                OwnsReader = false,
                MaxBufferSize = 1 << 24,
            });
            var row = new TableRow(csv);
            while (csv.Read())
            {
                number = csv.RowNumber + 1;
                try
                {
                    table.Add(row, into);
                }
                catch (FormatException fault)
                {
                    var why = UnusableException.Why(fault);
                    bad.Add(new($"La ligne {number} de {table.Name} est inutilisable : {why.Fr}.", $"Row {number} of {table.Name} cannot be used: {why.En}."));
                }
            }
        }
        catch (Exception fault) when (fault is CsvFormatException or InvalidDataException or IOException or NotSupportedException or ArgumentException)
        {
            // What came after is not known: the file was not read whole.
            report(new IntakeProblem(file.Name, 0, ProblemCode.Damaged, new(
                $"La lecture de {table.Name} s’est arrêtée après la ligne {number} : le fichier n’est pas un CSV entier ({fault.GetType().Name}). Les lignes d’avant comptent ; le corriger et relancer.",
                $"Reading {table.Name} stopped after row {number}: the file is not whole CSV ({fault.GetType().Name}). Rows before count; correct it and run again.")));
        }

        bad.End();
        if (windows) report(RecordReader.NotUtf8(file.Name));
    }
}
