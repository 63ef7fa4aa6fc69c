using ModelCompression.Compression;
using ModelCompression.Diagnostics;

namespace ModelCompression.Core.Tests.Compression;

[TestClass]
public sealed class SizeLimitTests
{
    [TestMethod]
    public void Larger_models_are_refused_with_a_code()
    {
        var error = Assert.ThrowsExactly<UserErrorException>(() => SizeLimit.Check(2_400_000_000, 1_900_000_000));

        Assert.AreEqual(Codes.ModelTooLarge, error.Diagnostic.Code);
        Assert.Contains("2.4 GB", error.Diagnostic.Message);
    }

    [TestMethod]
    public void Models_up_to_the_limit_pass() => SizeLimit.Check(1_900_000_000, 1_900_000_000);
}
