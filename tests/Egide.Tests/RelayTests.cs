namespace Egide.Tests;

public sealed class RelayTests
{
    [Fact]
    public void ItemsAreTakenInTheOrderGivenAndComeRound()
    {
        var taken = new List<int>();
        using var relay = new Relay<List<int>>([[], []], item =>
        {
            taken.AddRange(item);
            item.Clear();
        });
        for (var i = 0; i < 1000; i++)
        {
            var item = relay.Rent();
            Assert.Empty(item);
            item.Add(i);
            relay.Give(item);
        }

        relay.Complete();
        Assert.Equal(Enumerable.Range(0, 1000), taken);
    }

    [Fact]
    public void AFaultOfTheStageComesOutAtTheGiver()
    {
        using var relay = new Relay<string>(["a", "b"], _ => throw new IOException("full"));
        var fault = Assert.Throws<IOException>(() =>
        {
            for (var i = 0; i < 10; i++) relay.Give(relay.Rent());
        });
        Assert.Equal("full", fault.Message);
    }

    [Fact]
    public void CompletingSaysTheFaultOfTheLastItem()
    {
        using var relay = new Relay<string>(["a"], _ => throw new IOException("full"));
        relay.Give(relay.Rent());
        Assert.Throws<IOException>(relay.Complete);
    }
}
