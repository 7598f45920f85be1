namespace NetGen.Generator.Graph;

/// <summary>The largest value of each window.</summary>
internal sealed record MaxPoolOperator(WindowGeometry Window) : Operator("MaxPool")
{
    public override string Description => $"MaxPool {Describe.Window(Window)}";

    public static Operator Read(ArgumentReader arguments) => new MaxPoolOperator(WindowGeometry.Read(arguments, isPool: true));
}

/// <summary>The mean of each window.</summary>
internal sealed record AveragePoolOperator(WindowGeometry Window, bool CountPad) : Operator("AveragePool")
{
    public override string Description => $"AveragePool {Describe.Window(Window)}{(CountPad ? ", padding counts" : "")}";

    public static Operator Read(ArgumentReader arguments) =>
        new AveragePoolOperator(WindowGeometry.Read(arguments, isPool: true), arguments.Flag("CountPad", false));
}

/// <summary>The mean of each channel.</summary>
internal sealed record GlobalAveragePoolOperator() : Operator("GlobalAveragePool");

/// <summary>The largest value of each channel.</summary>
internal sealed record GlobalMaxPoolOperator() : Operator("GlobalMaxPool");

/// <summary>The means of a grid of windows.</summary>
internal sealed record AdaptiveAveragePoolOperator(int Height, int Width) : Operator("AdaptiveAveragePool")
{
    public override string Description => $"AdaptiveAveragePool {Height.Text()}×{Width.Text()}";

    public static Operator Read(ArgumentReader arguments) => new AdaptiveAveragePoolOperator(
        arguments.Integer("height", 1, "the output's height", 1),
        arguments.Integer("width", 1, "the output's width", 1));
}
