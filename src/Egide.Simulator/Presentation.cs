using System.Globalization;

namespace Egide.Simulator;

/// <summary>The folder's README, in French. It says what the region is and nothing of the truth.</summary>
internal static class Presentation
{
    public static string Of(World world) => string.Create(CultureInfo.GetCultureInfo("fr-FR"), $"""
        # Une région simulée

        Ce dossier contient {world.Options.Days} jours de la vie ordinaire d'une région de santé imaginaire, à partir du {world.Options.Start:d MMMM yyyy},
        dans les formats que les systèmes écrivent eux-mêmes. Personne n'y existe : noms, numéros et adresses sont tirés au hasard
        (département 99, réseaux réservés à la documentation).

        - {world.Establishments.Count} établissements dans 3 territoires ({string.Join(", ", Catalogue.Territories)}), {world.Staff.Count} professionnels, {world.Patients.Count} identifiants de patients.
        - `trails/portail` : événements FHIR du portail régional, et journaux de son serveur web (même `X-Request-Id`).
        - `trails/keycloak` : connexions au portail. `trails/*/windows`, `*.zip`, `trails/*/sso` : connexions des hôpitaux.
        - `trails/*/dpi`, `trails/registre` : dossiers patients et registre régional, en messages DICOM/ATNA ou en journaux web.
        - `trails/clinique-port` : export CSV, avec sa description `.mapping.yaml`.
        - `context/` : patients (une ligne par version), comptes, relations de soin, organisations, réseaux, façon dont chaque source répond à une recherche ; un hôpital les donne en FHIR.
        - `truth/` : ce qui s'est vraiment passé. Rien d'autre qu'une mesure ne doit le lire.

        Graine {world.Options.Seed} : les mêmes options redonnent les mêmes octets.

        """).Replace("\r", "", StringComparison.Ordinal);
}
