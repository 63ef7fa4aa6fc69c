using ModelCompression.Analysis;
using ModelCompression.Ir;
using ModelCompression.Tensors;

namespace ModelCompression.Rewriting.Rules;

/// <summary><c>Reshape</c>, <c>Flatten</c> or <c>Expand</c> to the shape the input has already -> the input.</summary>
public sealed class RemoveReshape(ShapeTable shapes) : RewriteRule
{
    public override Match TryMatch(Node root)
    {
        if (!root.IsAny("Reshape", "Flatten", "Expand") || root.Input(0) is not { } input)
        {
            return No("no reshape");
        }

        if (shapes.DimsOf(input) is not { } dims || shapes.DimsOf(root.Output(0)) is not { } result)
        {
            return No("a rank is unknown");
        }

        if (dims.Count != result.Count || !SameSizes(dims, result))
        {
            return No("the shapes may differ");
        }

        if (!GraphEditor.CanReplace(root.Output(0), input))
        {
            return No("the result is a graph output the input cannot stand for");
        }

        return Yes(edit =>
        {
            edit.ReplaceUses(root.Output(0), input);
            edit.Remove(root);
        });
    }

    /// <summary>Every size equal; equal symbols stand for equal sizes.</summary>
    private static bool SameSizes(IReadOnlyList<Dimension> dims, IReadOnlyList<Dimension> result) =>
        dims.Zip(result).All(pair => pair.First == pair.Second && pair.First != Dimension.Unknown);
}
