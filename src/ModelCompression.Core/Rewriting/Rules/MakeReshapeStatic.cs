using ModelCompression.Analysis;
using ModelCompression.Ir;
using ModelCompression.Tensors;

namespace ModelCompression.Rewriting.Rules;

/// <summary>
/// <c>Reshape(x, s)</c> with a computed <c>s</c> -> the same with a constant: a known size stays, a symbol that is the input's own size at that place becomes 0
/// (copy), and one more entry may become -1 (what is left). Example: <c>Reshape(x, Concat(Gather(Shape(x), 0), -1))</c> -> <c>Reshape(x, {0, -1})</c>.
/// </summary>
public sealed class MakeReshapeStatic(ShapeTable shapes) : RewriteRule
{
    public override Match TryMatch(Node root)
    {
        if (!root.Is("Reshape") || root.Inputs is not [{ } input, { } target])
        {
            return No("no reshape");
        }

        if (target.Initializer is not null || target.Producer is null)
        {
            return No("the shape is not computed");
        }

        if (root.Int("allowzero", 0) != 0)
        {
            return No("zero means a size of zero here");
        }

        if (shapes.ElementsOf(target) is not { } elements || TargetOf(elements, shapes.DimsOf(input)) is not { } numbers)
        {
            return No("more than one entry of the shape is unknown");
        }

        return Yes(edit => root.SetInput(1, edit.Constant(target.Name, TensorData.Int64s(new Shape(numbers.Length), numbers))));
    }

    private static long[]? TargetOf(IReadOnlyList<Dimension> elements, IReadOnlyList<Dimension>? dims)
    {
        var numbers = new long[elements.Count];
        var open = 0;
        for (var i = 0; i < numbers.Length; i++)
        {
            var copies = elements[i].Symbol is not null && dims is not null && i < dims.Count && dims[i] == elements[i];
            numbers[i] = elements[i].Size ?? (copies ? 0 : -1);
            open += numbers[i] == -1 ? 1 : 0;
        }

        return open <= 1 ? numbers : null;
    }
}
