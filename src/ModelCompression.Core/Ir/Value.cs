using ModelCompression.Tensors;

namespace ModelCompression.Ir;

/// <summary>One use of a value: input <paramref name="Index"/> of <paramref name="Node"/> (which may be in a subgraph).</summary>
public readonly record struct Use(Node Node, int Index);

/// <summary>
/// A value of a graph: a graph input, an initializer or the output of a node. Its identity is the object; the name only matters for graph inputs and outputs
/// and is made unique when the model is written.
/// </summary>
public sealed class Value
{
    private readonly List<Use> _uses = [];

    public Value(string name, TensorType? type = null)
    {
        Name = name;
        Type = type;
    }

    public string Name { get; set; }

    /// <summary>Declared type; null when unknown or not a tensor.</summary>
    public TensorType? Type { get; set; }

    /// <summary>The node whose output this is; null for graph inputs and initializers.</summary>
    public Node? Producer { get; internal set; }

    /// <summary>Index among the producer's outputs; 0 without producer.</summary>
    public int ProducerIndex { get; internal set; }

    /// <summary>The graph whose input or initializer this is, or whose node produces it.</summary>
    public Graph? Owner { get; internal set; }

    /// <summary>Uses as node inputs, in no particular order; subgraph uses included, graph outputs not.</summary>
    public IReadOnlyList<Use> Uses => _uses;

    /// <summary>The stored tensor of an initializer, also when a caller may override it; null for other values.</summary>
    public TensorData? Initializer { get; internal set; }

    /// <summary>True for a sparse initializer, which the IR keeps but does not model.</summary>
    public bool IsSparse { get; internal init; }

    public bool IsGraphInput { get; internal set; }

    /// <summary>Number of graph outputs (of the main graph or a subgraph) that are this value.</summary>
    public int GraphOutputCount { get; internal set; }

    public bool IsGraphOutput => GraphOutputCount > 0;

    /// <summary>The tensor when it can never change: an initializer that no caller can override. Null otherwise.</summary>
    public TensorData? Constant => IsGraphInput && Owner is { InitializersCanBeOverridden: true } ? null : Initializer;

    /// <summary>Opaque to everything but the Onnx layer.</summary>
    internal object? Extras { get; set; }

    /// <summary>True when exactly one node input uses this value and it is no graph output.</summary>
    public bool HasSingleUse => _uses.Count == 1 && !IsGraphOutput;

    public override string ToString() => $"{Name}: {Type?.ToString() ?? "?"}";

    internal void AddUse(Use use) => _uses.Add(use);

    internal void RemoveUse(Use use) => _uses.Remove(use);
}
