using System.Diagnostics;
using System.Globalization;
using Egide.Detect.Models.Freeman;

namespace Egide.Benchmarks.Models;

/// <summary>Parity of the plain sign-in formula with its public peer, and the speed of both sign-in models.</summary>
public static class RbaParity
{
    private const int Repeats = 5;

    /// <summary>Prints the greatest relative difference to the peer's scores, and sign-ins a second on one core.</summary>
    /// <param name="sharedDir">The folder that holds <c>data/rba-peer-golden</c>.</param>
    /// <param name="output">Where the table goes.</param>
    public static void Run(string sharedDir, TextWriter output)
    {
        var folder = Path.Combine(sharedDir, "data", "rba-peer-golden");
        var (logins, instants) = Read(folder);
        output.WriteLine("Sign-in models on rba-peer-golden (30,000 synthetic sign-ins)");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"greatest relative difference to the peer's 132 scores | {GreatestDifference(folder, logins):E1}"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"FreemanPlain, score + learn, sign-ins/s/core (median of {Repeats}) | {Median(() => Plain(logins)),12:N0}"));
        var signIns = logins.Zip(instants, ToSignIn).ToArray();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"SignInModel, score + learn, sign-ins/s/core (median of {Repeats})  | {Median(() => Model(signIns)),12:N0}"));
    }

    private static double GreatestDifference(string folder, FreemanLogin[] logins)
    {
        var golden = SharedTables.Rows(Path.Combine(folder, "peer_scores_from_row_20000.csv"))
            .Select(f => double.Parse(f[3], CultureInfo.InvariantCulture)).ToArray();
        var model = new FreemanPlain();
        foreach (var login in logins) model.Foresee(login);
        double worst = 0;
        var next = 0;
        for (var row = 0; row < 20200; row++)
        {
            var score = model.Score(logins[row]);
            if (row >= 20000 && !double.IsNaN(score)) worst = Math.Max(worst, Math.Abs(score / golden[next++] - 1));
            model.Learn(logins[row]);
        }
        return next == golden.Length ? worst : double.NaN;
    }

    private static int Plain(FreemanLogin[] logins)
    {
        var model = new FreemanPlain();
        var scored = 0;
        foreach (ref readonly var login in logins.AsSpan())
        {
            if (!double.IsNaN(model.Score(login))) scored++;
            model.Learn(login);
        }
        return scored;
    }

    private static int Model(SignIn[] signIns)
    {
        var model = new SignInModel();
        var scored = 0;
        foreach (ref readonly var signIn in signIns.AsSpan())
        {
            if (!model.Score(signIn).IsUnknown) scored++;
            model.Learn(signIn);
        }
        return scored;
    }

    private static double Median(Func<int> pass)
    {
        pass();
        var rates = new double[Repeats];
        for (var i = 0; i < Repeats; i++)
        {
            var watch = Stopwatch.StartNew();
            pass();
            rates[i] = 30_000 / watch.Elapsed.TotalSeconds;
        }
        Array.Sort(rates);
        return rates[Repeats / 2];
    }

    private static SignIn ToSignIn(FreemanLogin login, DateTimeOffset instant) => new(login.User, instant)
    {
        Peers = login.User % 100, Organisation = login.User % 10, Country = login.Country, Network = login.Asn,
        Subnet = login.Address, Address = login.Address, Device = login.Device, Os = login.Os, Browser = login.Browser, Family = login.UserAgent,
    };

    private static (FreemanLogin[] Logins, DateTimeOffset[] Instants) Read(string folder)
    {
        var columns = new Dictionary<string, int>[9];
        for (var i = 0; i < columns.Length; i++) columns[i] = [];
        List<FreemanLogin> logins = [];
        List<DateTimeOffset> instants = [];
        foreach (var f in SharedTables.Rows(Path.Combine(folder, "logins.csv.xz")))
        {
            int Number(int column)
            {
                if (!columns[column].TryGetValue(f[column], out var number)) columns[column][f[column]] = number = columns[column].Count;
                return number;
            }
            logins.Add(new FreemanLogin(Number(1), Number(2), Number(4), Number(3), Number(5), Number(6), Number(7), Number(8)));
            instants.Add(DateTimeOffset.Parse(f[0], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal));
        }
        return ([.. logins], [.. instants]);
    }
}
