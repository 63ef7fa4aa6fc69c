using System.Globalization;
using ModelCompression.Ir;

namespace ModelCompression.Compression;

/// <summary>Gives every node a name of its own, so that plans, reports and the runtime's graph can speak of the same node.</summary>
public static class NodeNames
{
    /// <summary>Keeps names that are unique; a node without one is named after its operator and position.</summary>
    /// <param name="older">Nodes that keep their names before others do.</param>
    public static void Assign(Model model, IReadOnlySet<Node>? older = null)
    {
        var nodes = All(model).OrderBy(node => older?.Contains(node) == true ? 0 : 1).ToList();
        var taken = nodes.Select(node => node.Name).Where(name => name.Length > 0).ToHashSet(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in nodes)
        {
            if (node.Name.Length > 0 && seen.Add(node.Name))
            {
                continue;
            }

            var stem = node.Name.Length > 0 ? node.Name : node.OpType;
            var number = 0;
            string name;
            do
            {
                name = stem + "_" + number.ToString(CultureInfo.InvariantCulture);
                number++;
            }
            while (!taken.Add(name));
            node.Name = name;
            seen.Add(name);
        }
    }

    /// <summary>A name that several nodes of one graph have, or null.</summary>
    public static string? Shared(Model model) => model.Graph.SelfAndSubgraphs()
        .SelectMany(graph => graph.Nodes.Where(node => node.Name.Length > 0).CountBy(node => node.Name, StringComparer.Ordinal)).Where(name => name.Value > 1).Select(name => name.Key).FirstOrDefault();

    /// <summary>All nodes, those of subgraphs included.</summary>
    public static IEnumerable<Node> All(Model model) => model.Graph.SelfAndSubgraphs().SelectMany(graph => graph.Nodes);
}
