using ModelCompression.Runtime.Images;

namespace ModelCompression.Core.Tests.Data.Images;

[TestClass]
public sealed class OrientationTransformTests
{
    /// <summary>The stored image is 3 x 2: rows 123 and 456.</summary>
    [TestMethod]
    [DataRow(1, "123|456")]
    [DataRow(2, "321|654")]
    [DataRow(3, "654|321")]
    [DataRow(4, "456|123")]
    [DataRow(5, "14|25|36")]
    [DataRow(6, "41|52|63")]
    [DataRow(7, "63|52|41")]
    [DataRow(8, "36|25|14")]
    [DataRow(9, "123|456")]
    public void Turns_all_eight_orientations(int orientation, string expected)
    {
        var upright = OrientationTransform.Apply(new Pixels(3, 2, 1, new byte[] { 1, 2, 3, 4, 5, 6 }), (Orientation)orientation);

        var rows = Enumerable.Range(0, upright.Height).Select(row => string.Concat(upright.Bytes.ToArray().Skip(row * upright.Width).Take(upright.Width)));
        Assert.AreEqual(expected, string.Join('|', rows));
    }
}
