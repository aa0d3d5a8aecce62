namespace Egide.Scope;

/// <summary>What people call the categories of data.</summary>
internal static class CategoryNames
{
    public static Text Of(string code) => code switch
    {
        "identity.name" => new("noms", "names"),
        "identity.birth" => new("naissance", "birth"),
        "identity.sex" => new("sexe", "sex"),
        "identity.age" => new("âge", "age"),
        "identity.ins" => new("matricule INS", "INS number"),
        "contact.phone" => new("téléphone", "telephone"),
        "contact.email" => new("courriel", "e-mail"),
        "contact.address" => new("adresse postale", "postal address"),
        "admin.stay" => new("séjours", "stays"),
        "care.reason" => new("motif de consultation", "reason for consulting"),
        "care.diagnosis" => new("diagnostics", "diagnoses"),
        "care.treatment" => new("traitements", "treatments"),
        "care.result" => new("résultats", "results"),
        "care.document" => new("documents", "documents"),
        "care.practitioner" => new("soignants traitants", "attending doctors"),
        "account.credential" => new("secrets de compte", "account credentials"),
        _ => new(code, code),
    };

    public static bool IsMedical(string code) => code.StartsWith("care.", StringComparison.Ordinal);
}
