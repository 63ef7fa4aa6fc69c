using ModelCompression.Analysis;
using ModelCompression.Calibration;
using ModelCompression.Diagnostics;
using ModelCompression.Inference;
using ModelCompression.Ir;
using ModelCompression.OnnxRuntime;
using ModelCompression.Tensors;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Calibration;

[TestClass]
public sealed class RangeMeasurementTests
{
    private const string Text = "input x: float[N,2] w = const float[2,2] {2, 0, 0, 10} m = MatMul(x, w) r = Relu(m) output r";

    [TestMethod]
    public void Ranges_cover_inputs_and_inner_values_over_all_samples_of_any_size()
    {
        var (model, statistics) = Measure([Sample(1, -3), Sample(0.5f, 2, -1, 0), Sample(4, 0)]);

        Assert.AreEqual(new ActivationRange(-3, 4), statistics[model.Graph.Inputs[0]].Extremes);
        Assert.AreEqual(new ActivationRange(-30, 20), statistics[model.Graph.Nodes.First().Output(0)].Extremes);
        Assert.AreEqual(new ActivationRange(0, 20), statistics[model.Graph.Outputs[0]].Extremes);
        Assert.IsTrue(statistics.Values.All(found => found.Samples == 3 && found.HasRange));
    }

    [TestMethod]
    public void Order_of_the_result_is_the_order_asked_for()
    {
        var (model, statistics) = Measure([Sample(1, 2)], reversed: true);

        Assert.AreSame(model.Graph.Outputs[0], statistics.Keys.First());
        Assert.AreSame(model.Graph.Inputs[0], statistics.Keys.Last());
    }

    [TestMethod]
    public void Histograms_are_collected_when_they_are_asked_for()
    {
        Assert.IsTrue(Measure([Sample(1, 2)]).Statistics.Values.All(found => found.Histogram is null));
        Assert.IsTrue(Measure([Sample(1, 2)], histograms: true).Statistics.Values.All(found => found.Histogram is not null));
    }

    [TestMethod]
    [DataRow(float.NaN)]
    [DataRow(float.PositiveInfinity)]
    public void One_value_that_is_not_finite_takes_the_range_away(float value)
    {
        var (model, statistics) = Measure([Sample(1, 2), Sample(value, 2), Sample(3, 4)]);

        Assert.IsFalse(statistics[model.Graph.Inputs[0]].HasRange);
    }

    [TestMethod]
    public void Samples_without_values_leave_the_others_alone()
    {
        var (model, statistics) = Measure([Sample(), Sample(1, 2)]);

        Assert.AreEqual(new ActivationRange(1, 2), statistics[model.Graph.Inputs[0]].Extremes);
    }

    [TestMethod]
    public void No_samples_are_an_error_of_the_user()
    {
        var error = Assert.ThrowsExactly<UserErrorException>(() => Measure([]));

        Assert.AreEqual(Codes.EmptyData, error.Diagnostic.Code);
    }

    [TestMethod]
    public void Measuring_can_be_called_off() => Assert.ThrowsExactly<OperationCanceledException>(() => Measure([Sample(1, 2)], cancel: new CancellationToken(canceled: true)));

    private static (Model Model, IReadOnlyDictionary<Value, TensorStatistics> Statistics) Measure(IReadOnlyList<Sample> samples, bool histograms = false, bool reversed = false, CancellationToken cancel = default)
    {
        var model = GraphText.Parse(Text);
        Value[] values = [model.Graph.Inputs[0], model.Graph.Nodes.First().Output(0), model.Graph.Outputs[0]];
        return (model, new RangeMeasurement(new OrtRunnerFactory(), histograms, 1, new DiagnosticList()).Measure(model, reversed ? [.. values.Reverse()] : values, samples, samples.Count, cancel));
    }

    private static Sample Sample(params float[] values) => new("#", new Dictionary<string, TensorData> { ["x"] = TensorData.Floats(new Shape(values.Length / 2, 2), values) });
}
