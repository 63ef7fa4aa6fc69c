using ModelCompression.Analysis;
using ModelCompression.Ir;

namespace ModelCompression.Rewriting.Rules;

/// <summary>
/// <c>Reshape(x, {0, -1})</c> and <c>Reshape(x, {-1, K})</c> with K = product of all sizes but the first -> <c>Flatten(x, axis=1)</c>, which needs no constant.
/// </summary>
public sealed class ReshapeToFlatten(ShapeTable shapes) : RewriteRule
{
    private const int MinOpset = 9; // Flatten of any type

    public override Match TryMatch(Node root)
    {
        if (!root.Is("Reshape") || root.Inputs is not [{ } input, { } target])
        {
            return No("no reshape");
        }

        if (shapes.Opset < MinOpset || root.Int("allowzero", 0) != 0)
        {
            return No("the opset has no general Flatten, or zero means a size of zero");
        }

        if (target.Constant is null || shapes.NumbersOf(target) is not { Length: 2 } numbers)
        {
            return No("the shape is no constant of two entries");
        }

        if (shapes.DimsOf(input) is not { Count: >= 2 } dims)
        {
            return No("the input's rank is unknown or below 2");
        }

        long? rest = dims.Skip(1).All(dim => dim.Size is not null) ? dims.Skip(1).Aggregate(1L, (product, dim) => product * dim.Size.GetValueOrDefault()) : null;
        var keepsFirst = numbers[0] == 0 || (numbers[0] == -1 && rest > 0 && numbers[1] == rest) || (numbers[0] > 0 && numbers[0] == dims[0].Size);
        if (!keepsFirst || !(numbers[1] == -1 || numbers[1] == rest))
        {
            return No("the first axis is not kept");
        }

        return Yes(edit => edit.Replace(root, "Flatten", [input], [Ir.Attribute.Int("axis", 1)]));
    }
}
