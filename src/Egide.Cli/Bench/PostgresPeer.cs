using System.Diagnostics;
using Egide.Observe.Context.Identities;
using Npgsql;
using NpgsqlTypes;

namespace Egide.Cli.Bench;

/// <summary>The same register in PostgreSQL, with indexes of its own, and the same questions as prepared statements.</summary>
internal sealed class PostgresPeer(PostgresServer server)
{
    private const string Columns = "system, id, ins, controller, family, given, family_as_written, given_as_written, birth, sex, phone, email, address, valid_from, valid_to";

    /// <summary>Copies the register in and indexes it; seconds of copying and of indexing, the making of persons left out.</summary>
    public (double Copied, double Indexed) Load(SyntheticRegister register, CancellationToken cancel)
    {
        using var connection = Open();
        Execute(connection, """
            CREATE UNLOGGED TABLE version(system text, id text, ins text, controller text, family text, given text, family_as_written text, given_as_written text, birth date, sex char(1),
                phone text, email text, address text, valid_from timestamptz, valid_to timestamptz);
            """);
        var clock = new Stopwatch();
        using (var writer = connection.BeginBinaryImport($"COPY version({Columns}) FROM STDIN (FORMAT binary)"))
        {
            foreach (var batch in register.All().Chunk(4096))
            {
                cancel.ThrowIfCancellationRequested();
                var versions = Array.ConvertAll(batch, b => SyntheticRegister.Version(b.Person, b.Version));
                clock.Start();
                for (var i = 0; i < batch.Length; i++) Write(writer, batch[i], versions[i]);
                clock.Stop();
            }

            clock.Start();
            writer.Complete();
        }

        var copied = clock.Elapsed.TotalSeconds;
        Execute(connection, "CREATE INDEX ON version(id); CREATE INDEX ON version(ins); CREATE INDEX ON version(family text_pattern_ops, given text_pattern_ops); CREATE INDEX ON version(birth, family text_pattern_ops); ANALYZE version;");
        return (copied, clock.Elapsed.TotalSeconds - copied);
    }

    /// <summary>Asks as many of the questions as the time allows, on as many connections as there are cores.</summary>
    /// <returns>How many, and in how many seconds.</returns>
    public (int Asked, double Seconds) Ask(IReadOnlyList<CapturedQuery> queries, TimeSpan limit)
    {
        var (asked, clock) = (0, Stopwatch.StartNew());
        var workers = Enumerable.Range(0, Environment.ProcessorCount).Select(worker => new Thread(() =>
        {
            using var connection = Open();
            using var command = Prepared(connection, queries[0].By);
            for (var i = worker; i < queries.Count && clock.Elapsed < limit; i += Environment.ProcessorCount)
            {
                Fill(command, queries[i]);
                using var reader = command.ExecuteReader();
                while (reader.Read()) _ = reader.GetString(0);
                Interlocked.Increment(ref asked);
            }
        })).ToList();
        workers.ForEach(w => w.Start());
        workers.ForEach(w => w.Join());
        return (asked, clock.Elapsed.TotalSeconds);
    }

    /// <summary>Identifiers that each question returns, in order.</summary>
    public List<string[]> Answers(IReadOnlyList<CapturedQuery> queries)
    {
        var answers = new List<string[]>();
        using var connection = Open();
        using var command = Prepared(connection, queries[0].By);
        foreach (var query in queries)
        {
            Fill(command, query);
            using var reader = command.ExecuteReader();
            var ids = new List<string>();
            while (reader.Read()) ids.Add(reader.GetString(0));
            answers.Add([.. ids]);
        }

        return answers;
    }

    private NpgsqlConnection Open()
    {
        var connection = new NpgsqlConnection(server.Connection);
        connection.Open();
        return connection;
    }

    private static void Write(NpgsqlBinaryImporter writer, (int Person, int Version) which, Observe.Context.PatientVersion version)
    {
        var traits = version.Traits!;
        void Text(string? text)
        {
            if (text is null) writer.WriteNull();
            else writer.Write(text, NpgsqlDbType.Text);
        }

        writer.StartRow();
        Text(version.Identifiers[0].System);
        Text(version.Identifiers[0].Value);
        Text(version.Ins?.Value);
        Text(version.Controller);
        var name = traits.Names[0];
        Text(Folding.Fold(name.Family));
        Text(Folding.Fold(name.Given[0]));
        Text(name.Family);
        Text(name.Given[0]);
        writer.Write(SyntheticRegister.Birth(which.Person), NpgsqlDbType.Date);
        writer.Write(traits.Sex![..1], NpgsqlDbType.Char);
        Text(traits.Phones is [var phone, ..] ? phone : null);
        Text(traits.Emails is [var email, ..] ? email : null);
        Text(traits.Addresses.Count > 0 ? traits.Addresses[0].Text : null);
        writer.Write(version.ValidFrom!.Value.UtcDateTime, NpgsqlDbType.TimestampTz);
        writer.Write(which.Version == 0 && SyntheticRegister.HasTwo(which.Person) ? SyntheticRegister.Changes(which.Person).UtcDateTime : DateTime.MaxValue, NpgsqlDbType.TimestampTz);
    }

    // A beginning is written as the interval that it is: so a plan made once for all values can use the index.
    private static NpgsqlCommand Prepared(NpgsqlConnection connection, Asks by)
    {
        var where = by switch
        {
            Asks.Identifier => "system = $2 AND id = $3",
            Asks.FamilyBirth => "family ~>=~ $2 AND family ~<~ $3 AND birth = $4",
            Asks.FamilyGiven => "family ~>=~ $2 AND family ~<~ $3 AND given ~>=~ $4 AND given ~<~ $5",
            _ => "birth BETWEEN $2 AND $3",
        };
        NpgsqlDbType[] types = by switch
        {
            Asks.Identifier => [NpgsqlDbType.Text, NpgsqlDbType.Text],
            Asks.FamilyBirth => [NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Date],
            Asks.FamilyGiven => [NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Text],
            _ => [NpgsqlDbType.Date, NpgsqlDbType.Date],
        };
        var command = new NpgsqlCommand($"SELECT id FROM version WHERE {where} AND valid_from <= $1 AND valid_to > $1 ORDER BY family, given, birth, id LIMIT {CapturedQuery.Page}", connection);
        command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.TimestampTz });
        foreach (var type in types) command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = type });
        command.Prepare();
        return command;
    }

    private static void Fill(NpgsqlCommand command, CapturedQuery query)
    {
        var (family, given) = query.Folded;
        object[] values = query.By switch
        {
            Asks.Identifier => [query.System, query.Id],
            Asks.FamilyBirth => [family, After(family), query.Born],
            Asks.FamilyGiven => [family, After(family), given, After(given)],
            _ => [query.Born, query.BornTo],
        };
        command.Parameters[0].Value = query.At.UtcDateTime;
        for (var i = 0; i < values.Length; i++) command.Parameters[i + 1].Value = values[i];
    }

    // The first text that no longer begins so.
    private static string After(string beginning) => beginning[..^1] + (char)(beginning[^1] + 1);

    private static void Execute(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }
}
