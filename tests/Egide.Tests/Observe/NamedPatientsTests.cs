using System.Text;
using Egide.Observe;
using Egide.Observe.Context;

namespace Egide.Tests.Observe;

public sealed class NamedPatientsTests
{
    [Fact]
    public void AReferenceStandsForWhomARecordNamedWithIt()
    {
        var context = new RegionContext();
        context.Seal();
        var named = new NamedPatients(context);

        var alone = Take(named, "|Patient/a-7");
        Assert.Equal(PatientKeys.Of(context, "", "Patient/a-7"), named.Keys[0]);
        Assert.Equal(-1, named.Numbers[0]);
        Assert.Equal("|Patient/a-7", Encoding.UTF8.GetString(named.Identifier(alone, 0)));

        var both = Take(named, "urn:oid:1.2|42\u001FPatient/a-7\u001E|Patient/9");
        var key = PatientKeys.Of(context, "urn:oid:1.2", "42");
        Assert.Equal([key, PatientKeys.Of(context, "", "Patient/9")], named.Keys.ToArray());
        Assert.Equal([42L, 9L], named.Numbers.ToArray());
        Assert.Equal("urn:oid:1.2|42", Encoding.UTF8.GetString(named.Identifier(both, 0)));

        Take(named, "|Patient/a-7");
        Assert.Equal(key, named.Keys[0]);
        Take(named, null);
        Assert.Equal(0, named.Count);
    }

    private static Access Take(NamedPatients named, string? patients)
    {
        var access = new Access();
        access.Clear();
        access.Set(AccessText.Patients, patients);
        named.Take(access);
        return access;
    }
}
