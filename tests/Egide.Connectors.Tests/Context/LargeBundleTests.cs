using System.Text;
using Egide.Connectors.Context;
using Egide.Connectors.Files;
using Egide.Connectors.Tests.Files;
using Egide.Observe.Context;

namespace Egide.Connectors.Tests.Context;

public class LargeBundleTests
{
    [Fact]
    public void ABundleLargerThanAnyRecordMayBeIsReadResourceByResource()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "bundle.json");
        var filler = new string('x', 1 << 20);
        const int patients = 80;
        using (var to = new StreamWriter(path, false, new UTF8Encoding(false)))
        {
            to.Write("{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":[");
            for (var i = 0; i < patients; i++)
                to.Write($"{(i > 0 ? "," : "")}{{\"resource\":{{\"resourceType\":\"Patient\",\"id\":\"{i}\",\"text\":{{\"div\":\"{filler}\"}},\"identifier\":[{{\"system\":\"urn:oid:1.2.3\",\"value\":\"{i}\"}}]}}}}");
            to.Write("]}");
        }

        Assert.True(new FileInfo(path).Length > new IntakeLimits().Record);
        var context = new RegionContext();
        var problems = new List<IntakeProblem>();
        var reader = new ContextReader(context, problems.Add);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        foreach (var file in TrailFiles.Walk([path], problems.Add)) Assert.True(reader.Read(file));
        reader.Complete();
        Assert.Empty(problems);
        Assert.Equal(patients, context.PatientClusters);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 32 << 20);
    }
}
