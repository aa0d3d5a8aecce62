using System.IO.Hashing;
using System.Text;
using Egide.Observe.Context;

namespace Egide.Observe;

/// <summary>
/// Keys of patients in the trail: the cluster of identifiers where the register knows one (even numbers), a hash of
/// the identifier where it does not (odd numbers), so that the two never meet. 0 is no patient.
/// </summary>
public static class PatientKeys
{
    /// <summary>The key of an identifier.</summary>
    public static long Of(RegionContext context, string system, string value)
    {
        var node = NodeOf(context, system, value);
        return node >= 0 ? (context.ClusterOfNode(node) + 1) << 1 : (long)(XxHash3.HashToUInt64(Encoding.UTF8.GetBytes($"{system}|{value}")) | 1);
    }

    /// <summary>The register's node of an identifier or reference; -1 when it knows none.</summary>
    internal static int NodeOf(RegionContext context, string system, string value)
    {
        var node = system.Length == 0 && value.Contains('/', StringComparison.Ordinal) ? context.NodeOfReference(value) : context.NodeOf(system.Length == 0 ? null : system, value);
        return node < 0 && system.Length > 0 && value.StartsWith("Patient/", StringComparison.Ordinal) ? context.NodeOfReference(value) : node;
    }

    /// <summary>The register's cluster of a key, or null.</summary>
    public static long? Cluster(long key) => key != 0 && (key & 1) == 0 ? (key >> 1) - 1 : null;
}
