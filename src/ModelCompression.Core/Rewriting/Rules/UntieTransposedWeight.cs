using ModelCompression.Ir;
using ModelCompression.Tensors;

namespace ModelCompression.Rewriting.Rules;

/// <summary>
/// <c>MatMul(x, Transpose(W))</c> with a constant matrix W that others read too (an embedding table that also makes the scores) -> <c>MatMul(x, W')</c> with W' = W
/// transposed, stored as it is multiplied. For recipes that quantize: two copies of 8 bits are smaller than one of 32, and a product needs a constant of its own.
/// </summary>
public sealed class UntieTransposedWeight : RewriteRule
{
    /// <summary>Smaller products may stay float, and then the copy would be a loss.</summary>
    private const long MinElements = 1 << 17;

    public override Match TryMatch(Node root)
    {
        if (!root.Is("MatMul") || root.Input(1)?.Producer is not { } transpose || !transpose.Is("Transpose"))
        {
            return No("no product with something transposed");
        }

        if (transpose.Input(0) is not { Constant: { Element: ElementType.Float, Shape.Rank: 2 } weight } || transpose.Ints("perm") is [0, 1])
        {
            return No("what is transposed is no constant matrix");
        }

        if (transpose.Output(0).IsGraphOutput || transpose.Output(0).Uses.Any(use => !use.Node.Is("MatMul") || use.Index != 1))
        {
            return No("others read the transposed matrix");
        }

        return weight.Count < MinElements
            ? No("the matrix is small")
            : Yes(edit => edit.ReplaceInputs(transpose.Output(0), edit.Constant(transpose.Output(0).Name, Transposed(weight))));
    }

    private static TensorData Transposed(TensorData matrix)
    {
        var (rows, columns) = ((int)matrix.Shape[0], (int)matrix.Shape[1]);
        var values = matrix.AsSpan<float>();
        var result = new float[values.Length];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                result[(column * rows) + row] = values[(row * columns) + column];
            }
        }

        return TensorData.Floats(new Shape(columns, rows), result);
    }
}
