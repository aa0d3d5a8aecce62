namespace Egide.Detect.Models.Freeman;

/// <summary>
/// The sign-in risk of Freeman, Jain, Dürmuth, Biggio and Giacinto (NDSS 2016, equation 7, without attack data) exactly
/// as the public das-group/rba-algorithm computes it, with streaming counters instead of scans of the log. It is the
/// baseline that <see cref="SignInModel"/> is measured against. Not thread-safe.
/// </summary>
/// <remarks>
/// risk = Π over features of G/L · (1/U) / (n/N), with U users, n of N past logins the user's own; larger is riskier.
/// The published code takes one term of G from the whole log, future included: feed it with <see cref="Foresee"/> to get
/// those numbers; without it the same term is taken from what is known at the time.
/// </remarks>
public sealed class FreemanPlain
{
    // The weights that the published code ships; Wiefling et al. 2022 derive them from feature entropies.
    private readonly FreemanFeature _network = new([0.6, 0.3, 0.1]);
    private readonly FreemanFeature _agent =
        new([0.5386653840551359, 0.2680451498625666, 0.18818295100109536, 0.0051065150812021525]);
    private int[] _logins = new int[1024];
    private int _users;
    private int _all;
    private bool _foreseen;

    /// <summary>Logins learnt.</summary>
    public int Count => _all;

    /// <summary>Shows a login of the whole log in advance. For parity with the published numbers only: it is the future.</summary>
    public void Foresee(in FreemanLogin login)
    {
        _foreseen = true;
        _network.Foresee([login.Address, login.Asn, login.Country]);
        _agent.Foresee([login.UserAgent, login.Browser, login.Os, login.Device]);
    }

    /// <summary>The risk of <paramref name="login"/>, or NaN when its user has no earlier login. Changes nothing.</summary>
    public double Score(in FreemanLogin login)
    {
        var own = login.User < _logins.Length ? _logins[login.User] : 0;
        if (own == 0) return double.NaN;
        var risk = _network.Ratio(login.User, [login.Address, login.Asn, login.Country], own, _all, _foreseen)
            * _agent.Ratio(login.User, [login.UserAgent, login.Browser, login.Os, login.Device], own, _all, _foreseen);
        return risk * (1.0 / _users / ((double)own / _all));
    }

    /// <summary>Counts a successful login, after its score.</summary>
    public void Learn(in FreemanLogin login)
    {
        if (login.User >= _logins.Length) Array.Resize(ref _logins, Math.Max(login.User + 1, _logins.Length * 2));
        if (_logins[login.User]++ == 0) _users++;
        _all++;
        _network.Learn(login.User, [login.Address, login.Asn, login.Country]);
        _agent.Learn(login.User, [login.UserAgent, login.Browser, login.Os, login.Device]);
    }
}
