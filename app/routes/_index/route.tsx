export default function Index() {
  return <h1>投海</h1>
}
