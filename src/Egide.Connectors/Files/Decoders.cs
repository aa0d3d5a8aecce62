using Egide.Connectors.Atna;
using Egide.Connectors.Fhir;
using Egide.Connectors.Keycloak;
using Egide.Connectors.LemonLdap;
using Egide.Connectors.Mapped;
using Egide.Connectors.Samba;
using Egide.Connectors.SharedSignals;
using Egide.Connectors.WebLogs;
using Egide.Connectors.Windows;

namespace Egide.Connectors.Files;

/// <summary>The decoders of all formats, in the order in which they are asked.</summary>
internal static class Decoders
{
    // A mapping is more particular than any format, so it is asked before the web log's generous JSON.
    public static Recognition Of(IReadOnlyList<Mapping> mappings) => new(
    [
        new FhirJsonDecoder(), new DicomDecoder(), new KeycloakDecoder(), new MappedDecoder(mappings), new WindowsDecoder(), new SambaDecoder(),
        new WebLogDecoder(), new LemonLdapDecoder(), new LemonSessionDecoder(), new FhirXmlDecoder(), new SetDecoder(),
    ], SyslogFrame.TryParse);
}
