using System.Linq;

namespace NetGen.Generator.Graph;

/// <summary>A function of each value alone.</summary>
/// <param name="Kind">The attribute's name, and that of the runtime's structure.</param>
/// <param name="Parameters">The structure's arguments.</param>
internal sealed record ActivationOperator(string Kind, EquatableArray<double> Parameters) : Operator(Kind)
{
    public static Operator Read(ArgumentReader arguments) => new ActivationOperator(arguments.Kind, default);

    public static Operator ReadLeakyRelu(ArgumentReader arguments) => With(arguments, arguments.Number("slope", "the slope", 0.01));

    public static Operator ReadElu(ArgumentReader arguments) => With(arguments, arguments.Number("alpha", "alpha", 1));

    public static Operator ReadClip(ArgumentReader arguments)
    {
        var minimum = arguments.Number("minimum", "the minimum", float.MinValue);
        var maximum = arguments.Number("maximum", "the maximum", float.MaxValue);
        if (minimum > maximum)
        {
            arguments.OutOfRange("maximum", $"the maximum is {maximum.Text()}, but must be at least the minimum, {minimum.Text()}");
        }

        return With(arguments, minimum, maximum);
    }

    private static Operator With(ArgumentReader arguments, params double[] parameters) =>
        new ActivationOperator(arguments.Kind, parameters.ToEquatableArray());
}

/// <summary>A rectifier with a learnt slope per channel.</summary>
internal sealed record PReluOperator() : Operator("PRelu");

/// <summary><c>Softmax</c> or <c>LogSoftmax</c> over channels.</summary>
internal sealed record SoftmaxOperator(string Kind) : Operator(Kind);
