using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Egide.Cli.Scoping;
using Egide.Journal;

namespace Egide.Cli.Commands;

/// <summary><c>egide scope freeze</c>, <c>reproduce</c> and <c>diff</c>: an extent that can be signed, checked and compared.</summary>
internal static class FreezeCommand
{
    public static Command Make()
    {
        var (result, context, incident, json, language) = ScopeCommand.Common();
        var output = new Option<string?>("--out") { Description = "Dossier à écrire (RESULT/frozen/… sinon). / Folder to write." };
        var recipients = new Option<string[]>("--to") { Description = "Certificats (PEM, RSA) des destinataires de la liste des personnes. / Certificates of those who receive the persons.", AllowMultipleArgumentsPerToken = true };
        var key = new Option<string?>("--key") { Description = "Clé de signature du journal. / Signing key of the journal." };
        var command = new Command("freeze", "Fige et signe l’étendue d’un incident. / Freezes and signs an incident's extent.\n\n  egide scope freeze out --incident INC-1 --to dpo.pem") { result, context, incident, output, recipients, key, json, language };
        command.SetAction(parsed =>
        {
            Language.Set(parsed.GetValue(language));
            using var opened = ScopeCase.Open(parsed.GetValue(result)!, parsed.GetValue(context) ?? []);
            var one = opened.Incident(parsed.GetValue(incident));
            var size = JournalReader.Open(Path.Combine(opened.Folder, "journal")).Count;
            var folder = parsed.GetValue(output) ?? Path.Combine(opened.Folder, "frozen", string.Create(CultureInfo.InvariantCulture, $"{one.Id}-{size}"));
            var statement = new Freezer(opened).Freeze(one, parsed.GetValue(key) ?? Keys.Default, folder, parsed.GetValue(recipients) ?? [], TimeProvider.System.GetUtcNow());
            if (parsed.GetValue(json)) Console.WriteLine(JsonSerializer.Serialize(new { schema_version = 1, folder, incident = one.Id, statement.Persons, statement.PersonDigest }));
            else
                Console.WriteLine(Language.Text(
                    $"{one.Id} figé dans {folder} : entre {ScopeCommand.N(statement.Persons.Lower)} et {ScopeCommand.N(statement.Persons.Upper)} personnes, au journal à la position {ScopeCommand.N(size)}.{((parsed.GetValue(recipients) ?? []).Length == 0 ? " Sans --to, la liste des personnes n’est pas écrite, seulement son empreinte." : "")}",
                    $"{one.Id} frozen in {folder}: between {ScopeCommand.N(statement.Persons.Lower)} and {ScopeCommand.N(statement.Persons.Upper)} persons, at journal position {ScopeCommand.N(size)}.{((parsed.GetValue(recipients) ?? []).Length == 0 ? " Without --to the persons are not written, only their digest." : "")}"));
            return Edge.Done;
        });
        return command;
    }

    public static Command Reproduce()
    {
        var file = new Argument<string>("FILE") { Description = "extent.json" };
        var from = new Option<string?>("--result") { Description = "Le dossier de résultat (deux dossiers plus haut sinon). / The result's folder." };
        var (_, context, _, json, language) = ScopeCommand.Common();
        var command = new Command("reproduce", "Refait une étendue figée et dit si elle est la même. / Draws a frozen extent up again and says whether it is the same.\n\n  egide scope reproduce out/frozen/INC-1-27600/extent.json") { file, from, context, json, language };
        command.SetAction(parsed =>
        {
            Language.Set(parsed.GetValue(language));
            var path = Path.GetFullPath(parsed.GetValue(file)!);
            if (!File.Exists(path)) throw new FileNotFoundException(Language.Text($"{path} n’existe pas.", $"{path} does not exist."));
            var frozen = ExtentStatement.Read(path);
            var folder = parsed.GetValue(from) ?? Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", ".."));
            var differs = Unsigned(path, folder);
            using var opened = ScopeCase.Open(folder, parsed.GetValue(context) ?? []);
            differs.AddRange(new Freezer(opened).Reproduce(frozen));
            if (parsed.GetValue(json)) Console.WriteLine(JsonSerializer.Serialize(new { schema_version = 1, equal = differs.Count == 0, differs }));
            else if (differs.Count == 0) Console.WriteLine(Language.Text("Égal : même signature, mêmes nombres, mêmes personnes.", "Equal: same signature, same counts, same persons."));
            else Console.WriteLine(Language.Text("Différent :", "Different:") + "\n  " + string.Join("\n  ", differs));
            return differs.Count == 0 ? Edge.Done : Edge.LookAtIt;
        });
        return command;
    }

    public static Command Diff()
    {
        var before = new Argument<string>("BEFORE");
        var after = new Argument<string>("AFTER");
        var language = Language.Option();
        var command = new Command("diff", "Ce qui a changé entre deux étendues figées. / What changed between two frozen extents.\n\n  egide scope diff before/extent.json after/extent.json") { before, after, language };
        command.SetAction(parsed =>
        {
            Language.Set(parsed.GetValue(language));
            foreach (var path in new[] { parsed.GetValue(before)!, parsed.GetValue(after)! })
                if (!File.Exists(path)) throw new FileNotFoundException(Language.Text($"{path} n’existe pas.", $"{path} does not exist."));
            var said = ExtentDiff.Of(ExtentStatement.Read(parsed.GetValue(before)!), ExtentStatement.Read(parsed.GetValue(after)!));
            Console.WriteLine(said.Count == 0 ? Language.Text("Rien n’a changé.", "Nothing changed.") : string.Join('\n', said.Select(s => Language.Text(s.Fr, s.En))));
            return said.Count == 0 ? Edge.Done : Edge.LookAtIt;
        });
        return command;
    }

    // The statement must be the one that the journal's key signed.
    private static List<string> Unsigned(string path, string folder)
    {
        var note = Path.Combine(Path.GetDirectoryName(path)!, "extent.note");
        var verifier = Path.Combine(folder, "journal", "verifier.vkey");
        var key = File.Exists(verifier) ? NoteKey.Parse(File.ReadAllText(verifier).Trim()) : null;
        if (!File.Exists(note) || key is null) return [Language.Text("signature absente", "no signature")];
        var text = File.ReadAllText(note);
        var digest = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
        return SignedNote.IsSignedBy(text, key) && SignedNote.TextOf(text)!.Split('\n')[2] == digest ? [] : [Language.Text("la signature n’est pas celle de ce texte", "the signature is not this text's")];
    }
}
