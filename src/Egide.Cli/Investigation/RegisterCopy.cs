using Egide.Connectors.Context;

namespace Egide.Cli.Investigation;

/// <summary>
/// What a live register answered, as files: fetched whole before anything of the result is written, then kept beside it, so that
/// the same extent can be computed again when the server says something else.
/// </summary>
internal sealed class RegisterCopy : IDisposable
{
    /// <summary>Its folder in a result.</summary>
    public const string Name = "register";

    public RegisterCopy(Uri server, IProgressView view, TimeProvider clock, CancellationToken cancel)
    {
        view.Stage(Language.Text("Registre", "Register"));
        Folder = Directory.CreateTempSubdirectory("egide-register-").FullName;
        try
        {
            using var register = new FhirRegister(server, clock);
            register.Fetch(Folder, (pages, _) => view.Progress(pages, 0), cancel);
        }
        catch (RegisterException fault)
        {
            Dispose();
            throw new InvalidDataException(fault.Reason.In(Language.Code), fault);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Where it lies.</summary>
    public string Folder { get; }

    /// <summary>Copies it into a result.</summary>
    public void Keep(string result)
    {
        var place = Directory.CreateDirectory(Path.Combine(result, Name)).FullName;
        foreach (var file in Directory.EnumerateFiles(Folder)) File.Copy(file, Path.Combine(place, Path.GetFileName(file)));
    }

    public void Dispose()
    {
        if (Directory.Exists(Folder)) Directory.Delete(Folder, recursive: true);
    }
}
