using ModelCompression.Ir;

namespace ModelCompression.Layerwise;

/// <summary>
/// The nodes of a graph in an order of execution in which a layer is followed at once by the activation and QuantizeLinear that fuse into it. DequantizeLinear
/// nodes, and nodes that only depend on constants, are left out: whoever reads one runs a copy of it, so that only integers are kept between the pieces.
/// </summary>
internal sealed class LayerSchedule
{
    private readonly Dictionary<Node, int> _positions = [];
    private readonly Dictionary<Value, int> _lastRead = [];
    private readonly List<Node> _nodes = [];

    public LayerSchedule(Graph graph, IReadOnlySet<Node> layers)
    {
        foreach (var node in graph.Nodes.Where(node => !IsCopied(node)))
        {
            Add(node);
            for (var next = layers.Contains(node) ? Follower(node) : null; next is not null; next = Follower(next))
            {
                Add(next);
            }
        }

        foreach (var node in _nodes)
        {
            foreach (var value in Reads(node))
            {
                _lastRead[value] = Math.Max(_lastRead.GetValueOrDefault(value), _positions[node]);
            }
        }
    }

    public IReadOnlyList<Node> Nodes => _nodes;

    public int PositionOf(Node node) => _positions[node];

    /// <summary>Position of the last node that reads a value, directly or by way of a copied node; -1 when none does.</summary>
    public int LastRead(Value value) => _lastRead.GetValueOrDefault(value, -1);

    /// <summary>True for nodes that are copied to where they are read.</summary>
    public static bool IsCopied(Node node) => node.OpType == "DequantizeLinear" || IsConstant(node);

    /// <summary>The values a node needs that are not constant, those behind copied nodes in their place.</summary>
    public static IEnumerable<Value> Reads(Node node) => node.Inputs.OfType<Value>().Where(value => value.Constant is null)
        .SelectMany(value => value.Producer is { } producer && IsCopied(producer) ? Reads(producer) : [value]);

    private static bool IsConstant(Node node) =>
        node.Inputs.Any(input => input is not null) && node.Inputs.All(input => input is null or { Constant: not null } || input.Producer is { } producer && IsConstant(producer));

    private void Add(Node node)
    {
        if (_positions.TryAdd(node, _nodes.Count))
        {
            _nodes.Add(node);
        }
    }

    private static Node? Follower(Node node) =>
        node.Outputs.Count == 1 && node.Outputs[0] is { HasSingleUse: true } output && output.Uses[0].Node is { } next && next.Graph == node.Graph
        && (next.IsAny("Relu", "Clip") || next.OpType == "QuantizeLinear")
        && next.Inputs.OfType<Value>().All(value => value == output || value.Constant is not null) ? next : null;
}
