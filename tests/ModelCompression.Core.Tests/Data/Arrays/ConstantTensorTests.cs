using ModelCompression.Data.Arrays;
using ModelCompression.Data.Preprocessing;
using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Data.Arrays;

[TestClass]
public sealed class ConstantTensorTests
{
    [TestMethod]
    [DataRow(new long[0], 1, "Float[scalar]")]
    [DataRow(new long[] { 3 }, 3, "Float[3]")]
    [DataRow(new long[] { -1 }, 1, "Float[1]")]
    [DataRow(new long[] { -1, 3 }, 3, "Float[1x3]")]
    [DataRow(new long[] { -1, -1 }, 4, "Float[1x4]")]
    [DataRow(new long[] { -1, 2, -1 }, 6, "Float[1x2x3]")]
    public void The_shape_is_the_models(long[] dims, int count, string expected)
    {
        var tensor = ConstantTensor.Make(new ConstantInputSpec([.. Enumerable.Range(1, count).Select(i => (double)i)], ElementType.Float), Ports.Floats("c", dims), "spec");

        Assert.AreEqual(expected, tensor.ToString());
        Assert.AreEqual(count, tensor.AsSpan<float>()[^1]);
    }

    [TestMethod]
    public void Large_whole_numbers_stay_exact() =>
        Assert.AreEqual((1L << 53) - 1, ConstantTensor.Make(new ConstantInputSpec([(1L << 53) - 1], ElementType.Int64), Ports.Of("c", ElementType.Int64), "spec").AsSpan<long>()[0]);

    [TestMethod]
    public void Another_number_of_values_or_type_is_refused()
    {
        Coded.Error("MC2004", () => ConstantTensor.Make(new ConstantInputSpec([1, 2], ElementType.Float), Ports.Floats("c", 3), "spec"), "'inputs.c' has 2 values", "takes 3");
        Coded.Error("MC2004", () => ConstantTensor.Make(new ConstantInputSpec([1, 2, 3], ElementType.Float), Ports.Floats("c", -1, 2), "spec"), "3 values");
        Coded.Error("MC2004", () => ConstantTensor.Make(new ConstantInputSpec([1], ElementType.Float), Ports.Of("c", ElementType.Int64, 1), "spec"), "makes Float", "takes Int64", "dtype");
    }
}
