using Egide.Observe;

namespace Egide.Connectors.Mapped;

/// <summary>What the words of an action column mean, when the mapping's own table does not say.</summary>
internal static class MappedActions
{
    public static (EventKind Kind, char Action) Of(string word) => Fold(word) switch
    {
        "r" or "read" or "view" or "open" or "lecture" or "lire" or "consultation" or "consulter" or "ouverture" or "acces" => (EventKind.Read, 'R'),
        "search" or "query" or "list" or "recherche" or "rechercher" or "liste" => (EventKind.Search, 'E'),
        "c" or "create" or "creation" or "creer" or "ajout" => (EventKind.Create, 'C'),
        "u" or "update" or "modification" or "modifier" or "maj" or "write" => (EventKind.Update, 'U'),
        "d" or "delete" or "suppression" or "supprimer" => (EventKind.Delete, 'D'),
        "export" or "print" or "impression" or "imprimer" or "download" or "telechargement" => (EventKind.Export, 'R'),
        "signin" or "login" or "logon" or "connexion" => (EventKind.SignIn, 'E'),
        "signinfailed" or "loginfailed" or "echecconnexion" => (EventKind.SignInFailed, 'E'),
        "signout" or "logout" or "logoff" or "deconnexion" => (EventKind.SignOut, 'E'),
        "tokenrefresh" => (EventKind.TokenRefresh, 'E'),
        "passwordchange" => (EventKind.PasswordChange, 'U'),
        "mfachange" => (EventKind.MfaChange, 'U'),
        "lockout" => (EventKind.Lockout, 'E'),
        "admin" or "administration" => (EventKind.Admin, 'E'),
        "auditlogused" => (EventKind.AuditLogUsed, 'R'),
        "system" => (EventKind.System, 'E'),
        "page" => (EventKind.Page, 'R'),
        "e" or "execute" => (EventKind.Unknown, 'E'),
        _ => (EventKind.Unknown, '\0'),
    };

    /// <summary>Lower case, without accents, spaces and marks.</summary>
    private static string Fold(string word)
    {
        var folded = new System.Text.StringBuilder(word.Length);
        foreach (var c in word.Normalize(System.Text.NormalizationForm.FormD))
        {
            if (char.IsAsciiLetter(c)) folded.Append(char.ToLowerInvariant(c));
        }

        return folded.ToString();
    }
}
