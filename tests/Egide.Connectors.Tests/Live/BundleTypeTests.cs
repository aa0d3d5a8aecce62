using System.Text;
using Egide.Connectors.Live;

namespace Egide.Connectors.Tests.Live;

public sealed class BundleTypeTests
{
    [Theory]
    [InlineData("{\"resourceType\":\"Bundle\",\"type\":\"batch\",\"entry\":[{\"x\":\"transaction\"}]}", "batch")]
    [InlineData("\uFEFF {\"entry\":[{\"resource\":{\"type\":\"batch\"}}],\"type\" : \"transaction\" ,\"resourceType\":\"Bundle\"}", "transaction")]
    [InlineData("{\"resourceType\":\"Bundle\",\"type\":7}", "")]
    [InlineData("{\"resourceType\":\"AuditEvent\",\"type\":\"transaction\"}", null)]
    [InlineData("<?xml version=\"1.0\"?><Bundle xmlns=\"http://hl7.org/fhir\"><entry><resource><X><type value=\"batch\"/></X></resource></entry><type value=\"transaction\"/></Bundle>", "transaction")]
    [InlineData("<AuditEvent><type value=\"transaction\"/></AuditEvent>", null)]
    [InlineData("{\"resourceType\":\"Bundle\",\"type\":", "")]
    [InlineData("plain", null), InlineData("", null)]
    public void The_type_is_read_wherever_it_stands(string body, string? type) => Assert.Equal(type, BundleType.Of(Encoding.UTF8.GetBytes(body)));
}
