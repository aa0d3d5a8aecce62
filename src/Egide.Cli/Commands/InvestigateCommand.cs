using System.CommandLine;
using Egide.Cli.Investigation;

namespace Egide.Cli.Commands;

/// <summary><c>egide investigate</c>: trails in, dossier out.</summary>
internal static class InvestigateCommand
{
    public static Command Make()
    {
        var paths = new Argument<string[]>("PATH") { Description = "Traces : fichiers, dossiers, archives. / Trails: files, folders, archives.", Arity = ArgumentArity.OneOrMore };
        var output = new Option<string>("--out") { Description = "Dossier du résultat. / Folder of the result.", Required = true };
        var context = new Option<string[]>("--context") { Description = "Contexte : patients, comptes, soins, organismes, réseaux. / Context.", AllowMultipleArgumentsPerToken = true };
        var register = new Option<string?>("--register") { Description = "Serveur FHIR R4 des patients, lu seulement (https). / FHIR R4 server of the patients, only read." };
        var account = new Option<string[]>("--account") { Description = "Compte à examiner quoi qu’il en soit. / Account to look at in any case.", AllowMultipleArgumentsPerToken = true };
        var since = CommonOptions.Instant("--since", "À partir de (ISO 8601). / From.");
        var until = CommonOptions.Instant("--until", "Avant (ISO 8601). / Until.");
        var cases = CommonOptions.CasesPerDay();
        var map = new Option<string?>("--data-map") { Description = "Carte de ce que montrent les accès (YAML). / What accesses show." };
        var key = new Option<string?>("--key") { Description = "Clé de signature du journal (faite si absente). / Signing key of the journal." };
        var json = new Option<bool>("--json") { Description = "Résumé en JSON. / Summary as JSON." };
        var language = Language.Option();
        var command = new Command("investigate", "Des traces au dossier d’incident. / From trails to the incident dossier.\n\n  egide investigate samples/region --out out")
        {
            paths, output, context, register, account, since, until, cases, map, key, json, language,
        };
        command.SetAction((parsed, cancel) =>
        {
            Language.Set(parsed.GetValue(language));
            CommonOptions.InOrder(parsed.GetValue(since), parsed.GetValue(until));
            var options = new InvestigationOptions
            {
                Paths = parsed.GetValue(paths)!, Out = parsed.GetValue(output)!, Context = parsed.GetValue(context) ?? [], Register = Address(parsed.GetValue(register)), Accounts = parsed.GetValue(account) ?? [],
                Since = parsed.GetValue(since), Until = parsed.GetValue(until), CasesPerDay = parsed.GetValue(cases), DataMap = parsed.GetValue(map),
                Key = parsed.GetValue(key) ?? Keys.Default, Language = Language.Code,
            };
            IProgressView view = Console.IsErrorRedirected ? new PlainProgress() : new TerminalProgress(TimeProvider.System);
            var dossier = new Inquiry(options, view, TimeProvider.System).Run(cancel);
            Summary.Print(dossier, options.Out, parsed.GetValue(json));
            return Task.FromResult(dossier.MustBeLookedAt ? Edge.LookAtIt : Edge.Done);
        });
        return command;
    }

    private static Uri? Address(string? text) => text is null ? null : Uri.TryCreate(text, UriKind.Absolute, out var address) ? address
        : throw new ArgumentException(Language.Text("--register n’est pas une adresse ; donner par exemple https://registre.exemple/fhir.", "--register is no address; give for example https://register.example/fhir."));
}
