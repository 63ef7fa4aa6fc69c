using ModelCompression.Reporting;

namespace ModelCompression.Core.Tests.Reporting;

[TestClass]
public sealed class MetricFormatTests
{
    [TestMethod]
    [DataRow("Top1", 0.98954, "98.95%")]
    [DataRow("Fidelity", 0.99984, "0.9998")]
    [DataRow("Rmse", 12.3456, "12.35")]
    [DataRow("Top1", double.NaN, "not a number")]
    [DataRow("Rmse", double.NegativeInfinity, "-infinite")]
    public void Values_read_in_the_unit_of_their_metric(string metric, double value, string expected) => Assert.AreEqual(expected, MetricFormat.Value(metric, value));

    [TestMethod]
    [DataRow("Top1", -0.0031, "-0.31 pp")]
    [DataRow("Top1", 0.0002, "+0.02 pp")]
    [DataRow("Rmse", 0.25, "+0.25")]
    public void Differences_keep_their_sign(string metric, double value, string expected) => Assert.AreEqual(expected, MetricFormat.Difference(metric, value));

    [TestMethod]
    [DataRow("Top1", 0.01, "1.0 pp")]
    [DataRow("Top1", 0.00125, "0.125 pp")]
    [DataRow("Rmse", 0.05, "0.05")]
    public void Allowances_show_all_their_digits(string metric, double value, string expected) => Assert.AreEqual(expected, MetricFormat.Allowance(metric, value));

    [TestMethod]
    [DataRow(0.13244, 3, "0.132")]
    [DataRow(123456.0, 3, "123000")]
    [DataRow(0.00001234, 3, "1.23E-5")]
    [DataRow(0.0, 3, "0")]
    [DataRow(-2.5, 4, "-2.5")]
    public void Numbers_have_few_digits_and_an_exponent_only_when_tiny(double value, int digits, string expected) => Assert.AreEqual(expected, MetricFormat.Number(value, digits));
}
