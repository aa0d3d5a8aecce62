using System.Globalization;
using System.Text;
using Egide.Scope;

namespace Egide.Tests.Scope;

public sealed class TrailTests
{
    [Fact]
    public void RowsComeBackAsAppendedAcrossChunksWithAbsentTextsNull()
    {
        const int count = 3 * 2048 + 5;
        var folder = Directory.CreateTempSubdirectory("egide-trail-").FullName;
        try
        {
            using var trail = new Trail(folder);
            for (var i = 0; i < count; i++)
            {
                var row = new TrailRow
                {
                    Position = i, At = i * 1_000_000L, Account = i % 7, Session = i / 2, Patient = -i, Controller = -1, Source = 3,
                    Categories = i & 0xFFFF, Kind = 2, Flags = 0x201, Unnamed = i % 3 - 1,
                };
                trail.Append(row, i % 2 == 0 ? Encoding.UTF8.GetBytes($"urn:oid:1.2|é{i}") : [], i % 5 == 0 ? "Patient?name=x"u8 : []);
            }

            trail.Complete();
            Assert.Equal(count, trail.Count);
            foreach (var view in new[] { "trail", "trail_by_patient" })
            {
                using var command = trail.Connection.CreateCommand();
                command.CommandText = $"""
                    SELECT count(*), count(*) FILTER (occurred = "position" * 1000000 AND account = "position" % 7 AND session = "position" // 2 AND patient = -"position"
                        AND controller = -1 AND source = 3 AND categories = "position" AND kind = 2 AND flags = 513 AND unnamed = "position" % 3 - 1
                        AND identifier IS NOT DISTINCT FROM CASE WHEN "position" % 2 = 0 THEN 'urn:oid:1.2|é' || "position" END
                        AND query IS NOT DISTINCT FROM CASE WHEN "position" % 5 = 0 THEN 'Patient?name=x' END)
                    FROM {view};
                    """;
                using var reader = command.ExecuteReader();
                Assert.True(reader.Read());
                Assert.Equal((count, count), (Convert.ToInt32(reader.GetValue(0), CultureInfo.InvariantCulture), Convert.ToInt32(reader.GetValue(1), CultureInfo.InvariantCulture)));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
