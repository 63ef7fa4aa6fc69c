namespace ModelCompression.Ir;

/// <summary>Orders the nodes of a graph so that every value is produced before it is used, by a node or inside a node's subgraphs.</summary>
public static class TopologicalOrder
{
    /// <summary>
    /// The order closest to the present one: of the nodes that may come next, the one that stands first (Kahn's algorithm with a queue by position).
    /// Null when the nodes form a cycle.
    /// </summary>
    public static IReadOnlyList<Node>? Sort(Graph graph)
    {
        var nodes = graph.Nodes.ToArray();
        var positions = new Dictionary<Node, int>(nodes.Length);
        for (var i = 0; i < nodes.Length; i++)
        {
            positions.Add(nodes[i], i);
        }

        var waiting = new int[nodes.Length];
        var followers = new List<int>[nodes.Length];
        var ready = new PriorityQueue<int, int>();
        for (var i = 0; i < nodes.Length; i++)
        {
            foreach (var producer in Producers(nodes[i], graph))
            {
                (followers[positions[producer]] ??= []).Add(i);
                waiting[i]++;
            }

            if (waiting[i] == 0)
            {
                ready.Enqueue(i, i);
            }
        }

        var order = new List<Node>(nodes.Length);
        while (ready.TryDequeue(out var next, out _))
        {
            order.Add(nodes[next]);
            foreach (var follower in followers[next] ?? [])
            {
                if (--waiting[follower] == 0)
                {
                    ready.Enqueue(follower, follower);
                }
            }
        }

        return order.Count == nodes.Length ? order : null;
    }

    /// <summary>Values the subgraphs of <paramref name="node"/> take from the graphs around them, as node inputs or as their outputs; repeated as often as used.</summary>
    public static IEnumerable<Value> CapturedValues(Node node)
    {
        var graphs = node.Subgraphs.SelectMany(graph => graph.SelfAndSubgraphs()).ToList();
        if (graphs.Count == 0)
        {
            return [];
        }

        var inside = graphs.ToHashSet();
        return graphs
            .SelectMany(graph => graph.Nodes.SelectMany(inner => inner.Inputs.OfType<Value>()).Concat(graph.Outputs))
            .Where(value => value.Owner is null || !inside.Contains(value.Owner));
    }

    private static IEnumerable<Node> Producers(Node node, Graph graph) =>
        node.Inputs.OfType<Value>().Concat(CapturedValues(node))
            .Select(value => value.Producer)
            .OfType<Node>()
            .Where(producer => producer.Graph == graph)
            .Distinct();
}
