namespace ModelCompression.OnnxRuntime.Tests;

[TestClass]
public sealed class TelemetryTests
{
    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public void The_C_environment_says_off_once_a_factory_exists()
    {
        _ = new OrtRunnerFactory();

        Assert.IsTrue(Telemetry.IsOffBeforeLoading());
    }
}
