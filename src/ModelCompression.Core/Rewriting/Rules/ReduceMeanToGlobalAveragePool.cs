using ModelCompression.Analysis;
using ModelCompression.Ir;
using ModelCompression.Tensors;

namespace ModelCompression.Rewriting.Rules;

/// <summary>
/// <c>ReduceMean(x, axes = all spatial axes)</c> -> <c>GlobalAveragePool(x)</c>, with <c>Flatten(axis=1)</c> behind it when keepdims is 0. Both average over the
/// same elements; only the pooling operator has a quantized kernel.
/// </summary>
public sealed class ReduceMeanToGlobalAveragePool(ShapeTable shapes) : RewriteRule
{
    public override Match TryMatch(Node root)
    {
        if (!root.Is("ReduceMean") || root.Input(0) is not { } input)
        {
            return No("no ReduceMean");
        }

        if (shapes[input] is not { Element: ElementType.Float, Dims: { Count: >= 3 } dims })
        {
            return No("the input is not known to be float of rank 3 or more");
        }

        if ((root.Ints("axes") ?? root.Input(1)?.Constant?.ToInt64s()) is not { } axes)
        {
            return No("the axes are not constant");
        }

        var reduced = axes.Select(axis => axis < 0 ? axis + dims.Count : axis).Distinct().Order();
        if (!reduced.SequenceEqual(Enumerable.Range(2, dims.Count - 2).Select(axis => (long)axis)))
        {
            return No("the axes are not all spatial axes");
        }

        return Yes(edit =>
        {
            if (root.Int("keepdims", 1) != 0)
            {
                edit.Replace(root, "GlobalAveragePool", [input]);
                return;
            }

            var pooled = edit.Insert(root, "GlobalAveragePool", [input], root.Output(0).Name + "_pooled");
            edit.Replace(root, "Flatten", [pooled], [Ir.Attribute.Int("axis", 1)]);
        });
    }
}
