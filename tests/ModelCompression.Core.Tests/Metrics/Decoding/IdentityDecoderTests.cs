using ModelCompression.Metrics.Decoding;
using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Metrics.Decoding;

[TestClass]
public sealed class IdentityDecoderTests
{
    [TestMethod]
    public void The_output_stays_as_it_is()
    {
        var output = TensorData.Floats(new Shape(1, 2), 3, 4);

        Assert.AreSame(output, new IdentityDecoder().Decode(output, TensorData.Int64s(new Shape(1, 1), 0)));
    }
}
