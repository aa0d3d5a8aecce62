using Egide.Detect.Models.Freeman;
using Egide.Observe.Context;

namespace Egide.Detect;

/// <summary>Numbers addresses and browsers, and what they belong to, for the sign-in model.</summary>
internal sealed class Surroundings(RegionContext context)
{
    private readonly Utf8Numbers _subnets = new();
    private readonly Utf8Numbers _networks = new();
    private readonly Utf8Numbers _blocks = new();
    private readonly Utf8Numbers _countries = new();
    private readonly Utf8Numbers _parts = new();
    private readonly List<Place> _places = [];
    private readonly List<Agent> _agents = [];

    public Utf8Numbers Addresses { get; } = new();

    public Utf8Numbers UserAgents { get; } = new();

    /// <summary>The address's number; what is known of it is looked up once.</summary>
    public int Address(ReadOnlySpan<byte> address)
    {
        var number = Addresses.Of(address);
        if (number == _places.Count) _places.Add(Locate(Addresses[number]));
        return number;
    }

    public int UserAgent(ReadOnlySpan<byte> agent)
    {
        var number = UserAgents.Of(agent);
        if (number == _agents.Count)
        {
            var family = AgentFamily.Of(UserAgents[number]);
            _agents.Add(new Agent(_parts.Of(family.Device), _parts.Of(family.Os), _parts.Of(family.Browser), _parts.Of(family.Family)));
        }

        return number;
    }

    public Network? NetworkOf(int address) => address < 0 ? null : _places[address].Network;

    public int Subnet(int address) => address < 0 ? -1 : _places[address].Subnet;

    /// <summary>The network as its operator runs it: a mobile address changes its subnet with every sign-in. Below 0 where no operator is known: a block of an operator's size.</summary>
    public int Operator(int address) => address < 0 ? int.MinValue : _places[address].Number is >= 0 and var number ? number : -2 - _places[address].Block;

    /// <summary>What the sessions of an account are added up by: the network by its operator, and the browser.</summary>
    public (int Operator, int Family) ContextOf(int address, int agent) => (Operator(address), FamilyOf(agent));

    public string? SubnetText(int subnet) => _subnets.Text(subnet);

    public int FamilyOf(int agent) => agent < 0 ? -1 : _agents[agent].Family;

    public NetworkKind KindOf(int address) => address < 0 ? NetworkKind.Unknown : _places[address].Kind;

    public SignIn SignIn(AccountState account, DateTimeOffset at, int address, int agent)
    {
        var place = address < 0 ? default : _places[address];
        var browser = agent < 0 ? new Agent(-1, -1, -1, -1) : _agents[agent];
        return new SignIn(account.Id, at)
        {
            Peers = account.Role * 4096 + account.Organisation + 1,
            Organisation = account.Organisation,
            Country = address < 0 ? -1 : place.Country,
            Kind = place.Kind,
            Network = address < 0 ? -1 : place.Number,
            Subnet = address < 0 ? -1 : place.Subnet,
            Address = address,
            Device = browser.Device,
            Os = browser.Os,
            Browser = browser.Browser,
            Family = browser.Family,
        };
    }

    private Place Locate(string address)
    {
        var network = context.Networks.Find(address);
        var kind = Enum.TryParse<NetworkKind>(network?.Kind, true, out var parsed) ? parsed : NetworkKind.Unknown;
        return new Place(network, kind, _subnets.Of(AddressBlock.Of(address)), _countries.Of(network?.Country),
            network is null ? -1 : _networks.Of(network.Asn != 0 ? $"AS{network.Asn}" : network.Cidr), _blocks.Of(AddressBlock.Wide(address)));
    }

    private readonly record struct Place(Network? Network, NetworkKind Kind, int Subnet, int Country, int Number, int Block);

    private readonly record struct Agent(int Device, int Os, int Browser, int Family);
}
