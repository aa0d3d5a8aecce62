using System.CommandLine;
using System.Text.Json;
using Egide.Cli.Scoping;
using Egide.Scope;

namespace Egide.Cli.Commands;

/// <summary><c>egide scope person</c>: who saw my data.</summary>
internal static class PersonCommand
{
    public static Command Make()
    {
        var identifier = new Argument<string>("IDENTIFIER") { Description = "INS, IPP, ou système|valeur. / INS, local number, or system|value." };
        var (result, context, _, json, language) = ScopeCommand.Common();
        var command = new Command("person", "Qui a vu les données d’une personne. / Who saw one person's data.\n\n  egide scope person out \"urn:oid:1.2.250.1.999.104.1.2|130000005\"") { result, identifier, context, json, language };
        command.SetAction(parsed =>
        {
            Language.Set(parsed.GetValue(language));
            using var opened = ScopeCase.Open(parsed.GetValue(result)!, parsed.GetValue(context) ?? []);
            opened.Draw(Words.Of(opened.Folder));
            var accesses = new PersonReport(opened.Context, opened.Extent, number => opened.File.Accounts[number]).Of(parsed.GetValue(identifier)!)
                ?? throw new ArgumentException(Language.Text("Ni le registre ni les traces ne connaissent cet identifiant : l’écrire « système|valeur ».", "Neither the register nor the trail knows this identifier: write it as system|value."));
            if (parsed.GetValue(json))
            {
                Console.WriteLine(JsonSerializer.Serialize(new
                {
                    schema_version = 1,
                    accesses = accesses.Select(a => new { at = a.At, account = a.Account, name = a.Name, categories = a.Categories, possible = a.Possible, controller = a.Controller, why = new { fr = a.Why.Fr, en = a.Why.En }, grade = a.Grade, position = a.Position }),
                }));
                return Edge.Done;
            }

            if (accesses.Count == 0) Console.WriteLine(Language.Text("Les traces lues ne montrent aucun accès aux données de cette personne.", "The trails read show no access to this person's data."));
            foreach (var access in accesses)
            {
                var house = access.Controller is null ? "" : opened.Context.OrganisationOf(access.Controller)?.Name ?? access.Controller;
                Console.WriteLine(Language.Text(
                    $"Le {ScopeCommand.Told(Observe.Instant.From(access.At))}, {access.Name ?? "nom inconnu"} ({access.Account}){(house.Length > 0 ? $", dossier de {house}" : "")} : {access.Shown.Fr}. {access.Why.Fr} {access.How.Fr}".TrimEnd(),
                    $"On {ScopeCommand.Told(Observe.Instant.From(access.At))}, {access.Name ?? "name unknown"} ({access.Account}){(house.Length > 0 ? $", record of {house}" : "")}: {access.Shown.En}. {access.Why.En} {access.How.En}".TrimEnd()));
            }

            return Edge.Done;
        });
        return command;
    }
}
