using ModelCompression.Ir;

namespace ModelCompression.Differentiation.Gradients;

/// <summary>
/// Y = A B: dA = dY Bᵀ, dB = Aᵀ dY, summed over broadcast batches. Against a matrix B the rows of all batches form one product.
/// </summary>
public sealed class MatMulGradient : IOperatorGradient
{
    public IReadOnlyList<string> Operators => ["MatMul"];

    public void Differentiate(GradientContext context)
    {
        var (rankA, rankB) = (context.Dims(0).Count, context.Dims(1).Count);
        if (rankA == 1 || rankB == 1)
        {
            throw context.Unknown("one of its operands is a vector");
        }

        if (rankB == 2)
        {
            AgainstMatrix(context, rankA);
        }
        else
        {
            Batched(context, rankA, rankB);
        }
    }

    private static void AgainstMatrix(GradientContext context, int rankA)
    {
        var (emit, a, b, dy) = (context.Emit, context.Input(0), context.Input(1), context.Gradient);
        if (context.Wants(0))
        {
            context.Give(0, emit.Call("MatMul", [dy, emit.Transpose(b, 1, 0)]));
        }

        if (context.Wants(1))
        {
            context.Give(1, MatrixProduct.OfTransposed(emit, Rows(a, 0), Rows(dy, 1)));
        }

        Value Rows(Value value, int axis) => rankA == 2 ? value
            : context.Dims(1)[axis].Size is { } size ? emit.Reshape(value, -1, size)
            : throw context.Unknown("the shape of its second operand is not known");
    }

    private static void Batched(GradientContext context, int rankA, int rankB)
    {
        var (emit, a, b, dy) = (context.Emit, context.Input(0), context.Input(1), context.Gradient);
        if (context.Wants(0))
        {
            context.Give(0, SumBatches(context, 0, rankA, emit.Call("MatMul", [dy, MatrixProduct.Transposed(emit, b, rankB)])));
        }

        if (context.Wants(1))
        {
            context.Give(1, SumBatches(context, 1, rankB, emit.Call("MatMul", [MatrixProduct.Transposed(emit, a, rankA), dy])));
        }
    }

    /// <summary>Sums over the batch axes along which an operand was repeated; those whose repetition is not known are refused.</summary>
    private static Value SumBatches(GradientContext context, int index, int rank, Value gradient)
    {
        var (operand, other) = (context.Dims(index), context.Dims(1 - index));
        var all = Math.Max(rank, other.Count);
        var axes = new List<long>();
        for (var axis = 0; axis < all - 2; axis++)
        {
            var (mine, theirs) = (axis - (all - rank), axis - (all - other.Count));
            if (mine < 0)
            {
                axes.Add(axis);
            }
            else if (theirs >= 0 && operand[mine] != other[theirs] && other[theirs].Size != 1)
            {
                if (operand[mine].Size is not { } size)
                {
                    throw context.Unknown("it is not known which of its batches are repeated");
                }

                axes.AddRange(size == 1 ? [axis] : []);
            }
        }

        return axes.Count == 0 ? gradient : context.Emit.ReshapeLike(context.Emit.Sum(gradient, keepDims: true, [.. axes]), context.Input(index));
    }
}
