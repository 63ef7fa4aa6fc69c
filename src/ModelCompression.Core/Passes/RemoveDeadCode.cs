using ModelCompression.Diagnostics;
using ModelCompression.Ir;

namespace ModelCompression.Passes;

/// <summary>
/// Nodes none of whose outputs is used, and initializers nobody uses -> nothing. Operators of ONNX have no side effects. Graph inputs stay, also those with a
/// default, because they are the model's signature.
/// </summary>
public sealed class RemoveDeadCode : IPass
{
    public bool Run(Model model, IDiagnostics diagnostics)
    {
        var removed = RemoveNodes(model.Graph);
        foreach (var graph in model.Graph.SelfAndSubgraphs())
        {
            removed += graph.RemoveInitializers(value => value.Uses.Count == 0 && !value.IsGraphOutput && !value.IsSparse);
        }

        return removed > 0;
    }

    /// <summary>Backwards, so that a chain of dead nodes goes in one walk; a node's subgraphs are looked at when the node stays.</summary>
    private static int RemoveNodes(Graph graph)
    {
        var removed = 0;
        foreach (var node in graph.Nodes.Reverse().ToList())
        {
            if (node.Outputs.All(output => output is null or { Uses.Count: 0, IsGraphOutput: false }))
            {
                graph.Remove(node);
                removed++;
                continue;
            }

            removed += node.Subgraphs.ToList().Sum(RemoveNodes);
        }

        return removed;
    }
}
