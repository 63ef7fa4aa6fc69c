using ModelCompression.Data;
using ModelCompression.Data.Images;
using ModelCompression.Data.Preprocessing;
using ModelCompression.Tensors;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Data;

/// <summary>Every golden tensor, made from its image by a preprocessing spec as the gate does it.</summary>
[TestClass]
public sealed class GoldenTensorTests
{
    public static IEnumerable<object[]> Cases => GoldenCases.All.Where(golden => !golden.IsSize).Select(golden => new object[] { golden });

    [TestMethod]
    public void There_are_84_cases_and_each_has_a_tensor_of_its_own()
    {
        Assert.HasCount(84, GoldenCases.All);
        Assert.HasCount(84, GoldenCases.All.Select(golden => golden.Tensor).Distinct());
        Assert.HasCount(84, Directory.GetFiles(GoldenCases.Folder, "*.npy"));
        Assert.HasCount(83, Cases);
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void Specs_make_the_golden_tensors(GoldenCase golden)
    {
        var expected = GoldenCases.Tensor(golden.Tensor);
        var actual = Make(golden);

        Assert.AreEqual(golden.Element == "uint8" ? ElementType.UInt8 : ElementType.Float, expected.Element);
        Assert.AreEqual(expected.Element, actual.Element);
        RequireEqual(Numbers(expected), Numbers(actual), golden.Tolerance);
    }

    [TestMethod]
    public void The_photograph_that_lies_on_its_side_stands_up()
    {
        var golden = GoldenCases.All.Single(item => item.IsSize);
        var (width, height) = GoldenCases.Tensor(golden.Tensor).ToInt64s() is [var first, var second] ? (first, second) : default;

        CollectionAssert.AreEqual(new[] { 1, height, width, 3 }, Make(golden).Shape.Dims.ToArray());
    }

    private static TensorData Make(GoldenCase golden)
    {
        var spec = PreprocessingSpec.Parse(golden.Spec, golden.Tensor);
        var input = Ports.Of("image", golden.Element == "uint8" ? ElementType.UInt8 : ElementType.Float, [.. golden.Shape]);
        return new ImagePipeline((ImageInputSpec)spec.Inputs["image"], input, spec.Name).Run(GoldenCases.Decode(golden.Image), golden.Image);
    }

    private static double[] Numbers(TensorData tensor) =>
        tensor.Element == ElementType.UInt8 ? [.. tensor.Bytes.ToArray().Select(value => (double)value)] : [.. tensor.ToFloats().Select(value => (double)value)];

    private static void RequireEqual(double[] expected, double[] actual, double tolerance)
    {
        Assert.HasCount(expected.Length, actual);
        Assert.IsLessThanOrEqualTo(tolerance, expected.Zip(actual, (one, other) => Math.Abs(one - other)).Max());
    }
}
