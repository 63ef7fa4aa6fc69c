using ModelCompression.Ir;
using ModelCompression.Tensors;

namespace ModelCompression.Rewriting;

/// <summary>The edits rules make, on the graph of one model. Shared constants are never changed: an edit adds a new one.</summary>
public sealed class GraphEditor(Model model)
{
    public Model Model { get; } = model;

    /// <summary>Number of edits made so far.</summary>
    public int Edits { get; private set; }

    /// <summary>A new constant in the main graph, visible from every subgraph.</summary>
    public Value Constant(string name, TensorData data)
    {
        Edits++;
        return Model.Graph.AddInitializer(name, data);
    }

    /// <summary>Inserts a new node with one output before <paramref name="anchor"/> and returns the output.</summary>
    public Value Insert(Node anchor, string opType, IReadOnlyList<Value?> inputs, string outputName, IEnumerable<Ir.Attribute>? attributes = null, string domain = "")
    {
        var output = new Value(outputName);
        InsertBefore(anchor, new Node(opType, inputs, [output], attributes, domain, outputName));
        return output;
    }

    /// <summary>Inserts <paramref name="node"/> into the graph of <paramref name="anchor"/>, before it.</summary>
    public Node InsertBefore(Node anchor, Node node)
    {
        Edits++;
        return GraphOf(anchor).InsertBefore(anchor, node);
    }

    /// <summary>Inserts <paramref name="node"/> into the graph of <paramref name="anchor"/>, after it.</summary>
    public Node InsertAfter(Node anchor, Node node)
    {
        Edits++;
        return GraphOf(anchor).InsertAfter(anchor, node);
    }

    /// <summary>
    /// Makes every use of <paramref name="old"/>, graph outputs included, use <paramref name="replacement"/>. A graph output keeps its name and declared type:
    /// they move to the replacement, which must then be produced by a node of the same graph and be no graph input or output itself.
    /// </summary>
    public void ReplaceUses(Value old, Value replacement)
    {
        ReplaceInputs(old, replacement);
        if (!old.IsGraphOutput)
        {
            return;
        }

        foreach (var graph in Model.Graph.SelfAndSubgraphs())
        {
            for (var i = 0; i < graph.Outputs.Count; i++)
            {
                if (graph.Outputs[i] == old)
                {
                    graph.SetOutput(i, replacement);
                }
            }
        }

        (replacement.Name, old.Name) = (old.Name, old.Name + "_replaced");
        replacement.Type = old.Type ?? replacement.Type;
        replacement.Extras = old.Extras;
    }

    /// <summary>Makes every node that uses <paramref name="old"/> use <paramref name="replacement"/>; graph outputs stay.</summary>
    public void ReplaceInputs(Value old, Value replacement)
    {
        Edits++;
        foreach (var use in old.Uses.ToList())
        {
            use.Node.SetInput(use.Index, replacement);
        }
    }

    /// <summary>True when <paramref name="replacement"/> may stand for <paramref name="old"/> everywhere (see <see cref="ReplaceUses"/>).</summary>
    public static bool CanReplace(Value old, Value replacement) =>
        !old.IsGraphOutput
        || (replacement.Producer is not null && replacement.Owner == old.Owner && !replacement.IsGraphOutput && old.GraphOutputCount == 1);

    /// <summary>Replaces <paramref name="old"/>, a node with one used output, by <paramref name="opType"/> with new inputs and returns the new node.</summary>
    public Node Replace(Node old, string opType, IReadOnlyList<Value?> inputs, IEnumerable<Ir.Attribute>? attributes = null, string domain = "")
    {
        var output = new Value(old.Output(0).Name, old.Output(0).Type);
        var node = InsertBefore(old, new Node(opType, inputs, [output], attributes, domain, old.Name));
        ReplaceUses(old.Output(0), output);
        Remove(old);
        return node;
    }

    /// <summary>Removes a node whose outputs nothing uses any more.</summary>
    public void Remove(Node node)
    {
        Edits++;
        GraphOf(node).Remove(node);
    }

    private static Graph GraphOf(Node node) => node.Graph ?? throw new InvalidOperationException($"{node} is in no graph.");
}
